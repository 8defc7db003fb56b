"""The tables say what the specification says; what they allow happens, and everything else is refused in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.decisions import Refused, by_state_and_act
from lianjie_contracts.vocabulary import AssignmentRole, MatterState
from services.routing.domain.above import AT_REST
from services.routing.domain.acts import Act
from services.routing.domain.beside import Recusal, RecusalState
from services.routing.domain.evolve import evolve
from services.routing.domain.lifecycle import MACHINES, OF_ACT, ROWS, concerned, is_of_unit, permits, state_of
from services.routing.domain.matter import AssignmentState, Matter
from services.routing.domain.moving import move
from services.routing.domain.roads.objecting import ShareNamed
from services.routing.domain.roads.recusing import Ruling
from services.routing.domain.rows import Row
from services.routing.domain.words import STATES_ZH
from tests.routing.builders import ZJJ, a_matter, a_share, a_wish
from tests.routing.roads import LAWFUL

SPECIFICATION = yaml.safe_load(
    (Path(__file__).parent / "specification" / "transitions.yaml").read_text(encoding="utf-8")
)
WRITTEN = {row["row"]: row for row in SPECIFICATION["transitions"]}
# Guards of built rows whose facts do not exist yet; docs/coverage.md says so for each.
LEFT_OUT: dict[str, set[str]] = {}
# Guards of our own [D], behind the specification's; the reason stands in each.
ADDED = {
    "6": ["accusation_not_dispatched", "claims_shared_out", "simple_if_small"],
    "6.2": ["accusation_not_dispatched", "claims_shared_out", "simple_if_small"],
    "6.3": ["accusation_not_dispatched", "claims_shared_out", "call_stated"],
    "6.4": ["claims_shared_out"],
    "6.6": ["new_lead_has_accepted"],
    "12": ["one_lead", "claims_shared_out"],
    "12.3": ["one_lead", "claims_shared_out"],
    # correction 23: what is cited is in force on the day
    "4": ["basis_in_force"],
    "4.3": ["basis_in_force"],
    "13": ["basis_in_force"],
    "13a": ["basis_in_force"],
    "14": ["basis_in_force"],
    "14.2": ["basis_in_force"],
    "24": ["basis_in_force"],
    "46": ["basis_in_force"],
    "AS6": ["basis_in_force"],
    "AS7": ["basis_in_force"],
    "5": ["basis_in_force", "competence_in_force"],
    "5.2": ["basis_in_force", "competence_in_force"],
    "46.2": ["basis_in_force", "competence_in_force"],
    "8": ["competence_in_force"],
    "AS3": ["competence_in_force"],
    "17.2": ["two_investigators"],
    "23": ["drafted_by_handler"],
    # what the specification writes as a condition of the driven act
    "26": ["result_supports"],
    "26.2": ["result_supports"],
    "EX2": ["result_there"],
    "42": ["opinion_not_issued", "survivor_is_earlier", "accusation_with_accusation"],
    "43": ["units_keep_a_claim"],
    "33.0": ["report_owed"],
    "33.3": ["report_due_later"],
    "28": ["decision_is_whole", "ground_of_profile", "revoked_if_hearing_missed", "basis_in_force"],
    "31.1": ["decision_is_whole", "ground_of_profile", "revoked_if_hearing_missed", "basis_in_force"],
    "H2": ["somebody_in_charge"],
    "RC2": ["panel_stays_whole", "successor_not_recused"],
    # what the specification writes as `requires`, worded for who reads it
    "25": ["matter_may_be_withdrawn"],
    "25.1": ["matter_may_be_withdrawn"],
}
OUR_ROWS = {
    "SU1",
    "H11s",
    "HO1",
    "U1",
    "44.2",
    "AP1",
    "AP2",
    "AP3",
    "AP4",
}  # no rows of the specification [D]: an import undone (ADR 0027), approvals, a handover, a reply served
EVERY_ROW = pytest.mark.parametrize("row", list(ROWS.values()), ids=lambda row: row.number)
SPECIFIED = pytest.mark.parametrize(
    "row", [row for row in ROWS.values() if row.number not in OUR_ROWS], ids=lambda row: row.number
)


@SPECIFIED
def test_a_row_is_the_specification_s_row(row: Row) -> None:
    written = WRITTEN[row.number]
    assert (row.machine, row.act, row.basis) == (written["machine"], written["act"], written["basis"])
    assert {source or "NONE" for source in row.sources} == set(written["from"])
    assert (row.target or "SAME") == written["to"]
    assert row.roles == frozenset(written["actor_roles"])


@SPECIFIED
def test_a_row_has_the_specification_s_guards_in_their_order(row: Row) -> None:
    left_out = LEFT_OUT.get(row.number, set())
    wanted = [name for name in WRITTEN[row.number]["guards"] or [] if name not in left_out]
    assert [guard.__name__ for guard in row.guards] == [*wanted, *ADDED.get(row.number, [])]


@SPECIFIED
def test_a_row_drives_and_requires_what_the_specification_says(row: Row) -> None:
    """As far as it is built: what other services keep, they do when they hear of the move."""
    written = WRITTEN[row.number]
    drives = [each for each in written.get("drives", ()) if each.partition(".")[2] in OF_ACT]
    assert [*row.drives] == drives or row.tells is None
    assert row.new_cycle == written.get("new_opinion_cycle", False)
    requires = {m: frozenset(states) for m, states in written.get("requires", {}).items() if m in MACHINES}
    assert {**row.requires} == requires or "matter_may_be_withdrawn" in ADDED.get(row.number, ())


def test_two_rows_may_not_claim_one_move() -> None:
    first = MACHINES["matter"].rows[0]
    with pytest.raises(ValueError, match="two rows claim"):
        by_state_and_act((first, replace(first, number="4.3b")))


def _standing(machine: str, state: str) -> Matter:
    """A matter whose `machine` stands in `state`."""
    if machine == "matter":
        return a_matter(MatterState(state), assignments=(a_share(),))
    if machine == "assignment":
        share = a_share(role=AssignmentRole.CO, state=AssignmentState(state))
        return a_matter(MatterState.HANDLING, assignments=(share,))
    if machine == "recusal":
        return a_matter(MatterState.HANDLING, recusals=(Recusal("梁伟", RecusalState(state)),))
    at: dict[str, Any] = {machine: state}
    return replace(a_matter(MatterState.HANDLING), **at)


def _product() -> list[Any]:
    return [
        pytest.param(machine, state, act, id=f"{machine}-{state}-{act}")
        for machine, table in MACHINES.items()
        for state in STATES_ZH[machine]
        for act in sorted({row.act for row in table.rows})
    ]


@pytest.mark.parametrize(("machine", "state", "act"), _product())
def test_every_state_and_act_is_either_a_row_or_refused(machine: str, state: str, act: str) -> None:
    """The full product: what stands in the table is asked its conditions, all the rest is the wrong state."""
    wish = a_wish(act)
    if machine == "assignment" and not is_of_unit(act):
        wish = replace(wish, unit=None, brings=ShareNamed(unit=ZJJ))
    if machine == "recusal":
        wish = replace(wish, brings=Ruling(person="梁伟"))
    answer = permits(_standing(machine, state), wish)
    begun = {state, "NONE"} if state in AT_REST.get(machine, ()) else {state}
    rows = [row for row in OF_ACT[act] if begun & row.sources]
    wrong = isinstance(answer, Refused) and answer.code == "WRONG_STATE"
    assert wrong or rows
    assert (
        not (wrong and rows) or rows[0].requires or "matter_may_be_withdrawn" in ADDED.get(rows[0].number, ())
    )


@EVERY_ROW
def test_every_row_is_walked_and_leaves_its_machine_where_it_says(row: Row) -> None:
    matter, wish = LAWFUL[row.number]
    assert permits(matter, wish) is row
    if row.tells is None:
        return  # only ever driven: walked by what drives it
    moved = move(matter, wish)
    assert not isinstance(moved, Refused), moved
    after, event = moved
    ends = {m: state_of(after, m, concerned(wish)) for m in MACHINES if m in (row.machine, "matter")}
    assert event.row == row.number
    assert event.state == ends["matter"]
    begun_anew = any(ROWS[number].new_cycle for number in event.drove)  # a revoked review's cycle is history
    assert begun_anew or row.target is None or row.target == ends[row.machine]


@EVERY_ROW
def test_who_has_no_part_in_a_row_is_refused(row: Row) -> None:
    matter, wish = LAWFUL[row.number]
    answer = permits(matter, replace(wish, roles=frozenset({"nobody"})))
    assert isinstance(answer, Refused)
    assert answer.code == "ROLE_NOT_ALLOWED"


def test_a_unit_that_holds_nothing_of_the_matter_is_told_so() -> None:
    answer = permits(a_matter(MatterState.DISPATCHED), a_wish(Act.SIGN_FOR, unit="450199-rsj"))
    assert answer == Refused("NOT_YOUR_MATTER", "该事项不在贵单位办理。")


def test_what_is_the_lead_s_is_not_done_by_a_co_unit() -> None:
    share = a_share(role=AssignmentRole.CO)
    answer = permits(a_matter(MatterState.DISPATCHED, assignments=(share,)), a_wish(Act.SIGN_FOR))
    assert isinstance(answer, Refused)
    assert answer.code == "NOT_THE_LEAD"


def test_a_wrong_state_is_explained_with_the_way_there() -> None:
    answer = permits(a_matter(MatterState.DISPATCHED), a_wish(Act.ACCEPT, unit=ZJJ))
    assert isinstance(answer, Refused)
    assert answer.because == "该事项现在是“已转交待签收”，受理须在“已签收”时办理。"


@EVERY_ROW
def test_what_was_told_makes_the_same_matter_again(row: Row) -> None:
    """Whoever has the event as it stands on the bus has the matter: what a row makes of it is told in full."""
    moved = move(*LAWFUL[row.number]) if row.tells else None
    if moved is None:
        return  # only ever driven: told by what drives it
    assert not isinstance(moved, Refused)
    after, event = moved
    assert evolve(LAWFUL[row.number][0], type(event).read(event.body())) == after
