"""The tables say what the specification says; what they allow happens, and everything else is refused in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from chassis.decisions import Refused, by_state_and_act
from lianjie_contracts.vocabulary import AssignmentRole, MatterClass, MatterState
from services.routing.domain.acts import Act, ToDiscipline
from services.routing.domain.lifecycle import CO_ASSIGNMENT, MATTER, WITHDRAWAL, Row, permits
from services.routing.domain.matter import AssignmentState, WithdrawalState
from tests.routing.builders import AT, JW, WHAT_EACH_ACT_BRINGS, ZJJ, a_matter, a_share, a_wish

SPECIFICATION = yaml.safe_load(
    (Path(__file__).parent / "specification" / "transitions.yaml").read_text(encoding="utf-8")
)
ROWS = {row["row"]: row for row in SPECIFICATION["transitions"]}
# Guards of built rows whose facts do not exist yet; docs/coverage.md says so for each.
LEFT_OUT = {
    "17": {"recusal_clear"},
    "24": {"seal_of_unit", "hearing_right_told_if_profile"},
}
# Guards of our own [D], behind the specification's; the reason stands in each.
ADDED = {
    "6": ["accusation_not_dispatched", "claims_shared_out"],
    "6.2": ["accusation_not_dispatched", "claims_shared_out"],
    "23": ["drafted_by_handler"],
    # what the specification writes as `requires`
    "25": ["matter_may_be_withdrawn"],
    "25.1": ["matter_may_be_withdrawn"],
}
NOT_YET_A_STATE = {"CONFIRMED"}  # of an assignment whose objection was rejected; objections are not built


@pytest.mark.parametrize("row", [*MATTER, *CO_ASSIGNMENT, *WITHDRAWAL], ids=lambda r: r.number)
def test_a_row_is_the_specification_s_row(row: Row) -> None:
    spec = ROWS[row.number]
    assert row.act == spec["act"]
    assert row.sources == frozenset(spec["from"]) - NOT_YET_A_STATE
    assert (row.target or "SAME") == spec["to"]
    assert row.roles == frozenset(spec["actor_roles"])
    assert row.basis == spec["basis"]


@pytest.mark.parametrize("row", [*MATTER, *CO_ASSIGNMENT, *WITHDRAWAL], ids=lambda r: r.number)
def test_a_row_has_the_specification_s_guards_in_their_order(row: Row) -> None:
    wanted = [
        name for name in ROWS[row.number]["guards"] or [] if name not in LEFT_OUT.get(row.number, set())
    ]
    assert [guard.__name__ for guard in row.guards] == [*wanted, *ADDED.get(row.number, [])]


def test_two_rows_may_not_claim_one_move() -> None:
    with pytest.raises(ValueError, match="two rows claim"):
        by_state_and_act((MATTER[0], replace(MATTER[0], number="4.3b")))


@pytest.mark.parametrize("state", list(MatterState))
@pytest.mark.parametrize("act", sorted({row.act for row in MATTER}))
def test_every_state_and_act_is_either_a_row_or_refused(state: MatterState, act: Act) -> None:
    """The full product: what stands in the table is allowed, all the rest is WRONG_STATE."""
    matter = a_matter(state, assignments=(a_share(),))
    brings = WHAT_EACH_ACT_BRINGS.get(act)
    if act == Act.HAND_TO_DISCIPLINE:
        matter = replace(matter, matter_class=MatterClass.ACCUSATION, restricted=True)
        brings = ToDiscipline(JW, "检举村干部", "deputy@450199")
    if act == Act.ACCEPT_SUGGESTION:
        matter = replace(matter, matter_class=MatterClass.SUGGESTION)
    if act == Act.RECORD_SERVICE:
        matter = replace(matter, issued_at=matter.last_at)
    if act == Act.WITHDRAWAL_TAKES_EFFECT:
        matter = replace(matter, withdrawal=WithdrawalState.PENDING, withdrawal_at=AT)
    answer = permits(matter, a_wish(act, brings))
    row = next((row for row in MATTER if row.act == act and state in row.sources), None)
    if row is None:
        assert isinstance(answer, Refused)
        assert answer.code == "WRONG_STATE"
    else:
        assert answer is row


@pytest.mark.parametrize("state", list(AssignmentState))
@pytest.mark.parametrize("row", CO_ASSIGNMENT, ids=lambda r: r.number)
def test_a_co_assignment_moves_by_its_own_rows(state: AssignmentState, row: Row) -> None:
    matter = a_matter(MatterState.HANDLING, assignments=(a_share(role=AssignmentRole.CO, state=state),))
    answer = permits(matter, a_wish(row.act, WHAT_EACH_ACT_BRINGS.get(row.act)))
    assert (answer is row) == (state in row.sources)


@pytest.mark.parametrize("row", [*MATTER, *CO_ASSIGNMENT, *WITHDRAWAL], ids=lambda r: r.number)
def test_who_has_no_part_in_a_row_is_refused(row: Row) -> None:
    source = next(iter(row.sources))
    if row in WITHDRAWAL:
        matter = a_matter(MatterState.HANDLING, withdrawal=WithdrawalState(source))
    elif row in CO_ASSIGNMENT:
        share = a_share(role=AssignmentRole.CO, state=AssignmentState(source))
        matter = a_matter(MatterState.HANDLING, assignments=(share,))
    else:
        matter = a_matter(MatterState(source), assignments=(a_share(),))
    answer = permits(matter, a_wish(row.act, WHAT_EACH_ACT_BRINGS.get(row.act), roles=frozenset({"analyst"})))
    assert isinstance(answer, Refused)
    assert answer.code == "ROLE_NOT_ALLOWED"


def test_a_unit_that_holds_nothing_of_the_matter_is_told_so() -> None:
    answer = permits(a_matter(MatterState.DISPATCHED), a_wish(Act.SIGN_FOR, unit="450199-rsj"))
    assert answer == Refused("NOT_YOUR_MATTER", "该事项不在贵单位办理。")


def test_a_wrong_state_is_explained_with_the_way_there() -> None:
    answer = permits(a_matter(MatterState.DISPATCHED), a_wish(Act.ACCEPT, unit=ZJJ))
    assert isinstance(answer, Refused)
    assert answer.because == "该事项现在是“已转交待签收”，受理须在“已签收”时办理。"
