"""The table of supervision is the specification's; every pair of state and act has its answer; every refusal is provoked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.decisions import Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import SupervisionGround, SupervisionState as S
from services.deadlines.supervision.lifecycle import OURS, ROWS
from services.deadlines.supervision.rules import LADDER, rules
from services.deadlines.supervision.supervision import (
    Act,
    Answering,
    Dropping,
    Intent,
    Opening,
    Rejecting,
    Sending,
    Supervision,
)
from tests.deadlines.supervision.builders import LATER, LEVEL, NOW, PAPERS, TODAY, so_far, went, wish
from tests.deadlines.town import MATTER, UNIT
from tests.specified import assert_as_specified

SPECIFICATION: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("specification").joinpath("supervision.yaml").read_text(encoding="utf-8")
)
CLOCKS = Path(__file__).parents[1] / "specification" / "clocks.yaml"
SPECIFIED = {row["row"]: row for row in SPECIFICATION["rows"]}
ROW_OF = {(source, row.act): row for row in ROWS for source in row.sources}
STATES = [None, *(state for state in S if state is not S.UNKNOWN)]


def test_every_row_is_carried_over_and_one_is_ours() -> None:
    assert {row.number for row in ROWS} - {"SVA"} == set(SPECIFIED)
    assert {state.value for state in S} - {"UNKNOWN"} == set(SPECIFICATION["machine"]["states"]) - {"NONE"}


@pytest.mark.parametrize("row", [row for row in ROWS if row.number != "SVA"], ids=lambda row: row.number)
def test_a_row_says_what_the_specification_says(row: Any) -> None:
    assert_as_specified(row, SPECIFIED[row.number], OURS)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_pair_of_state_and_act_is_allowed_by_one_row_or_refused_with_a_sentence(
    state: S | None, act: Act
) -> None:
    row = ROW_OF.get((state, act))
    level = (
        {Act.REFER: LEVEL.LISTED, Act.APPROVE: LEVEL.KEY}.get(act, LEVEL.REMINDER) if row else LEVEL.REMINDER
    )
    held = _answered_in_vain(level) if row and state is S.ANSWERED else so_far(state, level)
    if act is Act.REJECT and row:
        held = so_far(state)
    month_later = {
        "at": NOW.replace(month=11),
        "today": TODAY.replace(month=11),
    }  # nobody has answered by then
    after = went(held, wish(act, **(month_later if state is S.SENT else {})))
    if row is None:
        assert isinstance(after, Refused)
        assert after.code == "WRONG_STATE"
        assert after.because.endswith("。")
    else:
        assert isinstance(after, Supervision), after
        assert state is None or after.state == row.after(state)
        assert after.told.row == row.number


def _answered_in_vain(level: Any) -> Supervision:
    twice = [wish(act) for act in (Act.REJECT, Act.ANSWER, Act.REJECT, Act.ANSWER)]
    done = went(so_far(S.ANSWERED, level), *twice)
    assert isinstance(done, Supervision), done
    return done


OF_THE_UNIT = {"unit": UNIT, "by": Actor(id="x", role="supervisor")}
PROVOKED: dict[str, tuple[Supervision | None, Intent]] = {
    "supervision_ground": (None, wish(Act.OPEN, Opening(matter_id=MATTER, unit=UNIT))),
    "supervisor_not_supervised": (None, wish(Act.OPEN, **OF_THE_UNIT)),
    "level_approved": (so_far(S.OPEN, LEVEL.KEY), wish(Act.SEND)),
    "answer_due_set": (so_far(S.OPEN), wish(Act.SEND, Sending(text="办", answer_by=TODAY.replace(day=8)))),
    "ground_gone": (so_far(S.OPEN), wish(Act.DROP, ground_stands=True)),
    "answer_with_facts": (so_far(S.SENT), wish(Act.ANSWER, Answering(facts="修好了", done_on=TODAY))),
    "failed_item_named": (so_far(S.ANSWERED), wish(Act.REJECT, Rejecting(failed="墙面", answer_by=LATER))),
    "fruitless_below_limit": (_answered_in_vain(LEVEL.REMINDER), wish(Act.REJECT)),
    "fruitless_or_breached": (so_far(S.SENT), wish(Act.ESCALATE)),
    "level_below_top": (_answered_in_vain(LEVEL.LISTED), wish(Act.ESCALATE)),
    "level_is_top": (_answered_in_vain(LEVEL.KEY), wish(Act.REFER)),
}  # fmt: skip


def test_every_guard_is_provoked() -> None:
    named = {guard.__name__ for row in ROWS for guard in row.guards}
    assert set(PROVOKED) == named - OURS


@pytest.mark.parametrize("guard", PROVOKED)
def test_a_guard_refuses_in_the_specification_s_words(guard: str) -> None:
    held, intent = PROVOKED[guard]
    refused = went(held, intent)
    assert isinstance(refused, Refused)
    told = SPECIFICATION["guards"][guard]
    assert (refused.code, refused.because) == (told["refusal_code"], told["refusal_zh"])


def test_an_error_is_explained_before_a_record_is_dropped() -> None:
    refused = went(so_far(S.OPEN), wish(Act.DROP, Dropping()))
    assert isinstance(refused, Refused)
    assert refused.code == "GROUND_STANDS"


def test_a_level_is_approved_once_and_only_where_it_must_be() -> None:
    for held in (so_far(S.OPEN), went(so_far(S.OPEN, LEVEL.KEY), wish(Act.APPROVE))):
        assert not isinstance(held, Refused)
        refused = went(held, wish(Act.APPROVE))
        assert isinstance(refused, Refused)
        assert refused.code == "NOTHING_TO_APPROVE"


def test_a_unit_is_told_what_it_has_to_do() -> None:
    refused = went(so_far(S.OPEN), wish(Act.SEND, Sending(answer_by=LATER)))
    assert isinstance(refused, Refused)
    assert refused.code == "NO_ACTION_NAMED"


def test_a_head_who_opens_a_key_supervision_has_approved_it() -> None:
    opening = PAPERS[Act.OPEN].model_copy(update={"level": LEVEL.KEY})
    held = went(None, wish(Act.OPEN, opening, roles=frozenset({"office_deputy_head"})))
    assert isinstance(held, Supervision)
    assert held.told.approved_by is not None
    assert isinstance(went(held, wish(Act.SEND)), Supervision)


def test_the_record_keeps_who_did_what_in_which_form_and_words() -> None:
    held = so_far(S.ANSWERED)
    assert held is not None
    sent, answered = held.told.steps[1:]
    assert (sent.row, sent.form, sent.answer_by) == ("SV2", "LETTER", LATER)
    assert (answered.text, answered.measures, answered.done_on) == ("屋面已经修好", "派了两名工人", TODAY)


def test_every_level_has_days_for_an_answer_and_every_missed_duty_a_ground() -> None:
    assert set(rules().answer_days) == set(LADDER)
    written = yaml.safe_load(CLOCKS.read_text(encoding="utf-8"))["clocks"]
    opens = {row["id"]: row["on_breach"] for row in written if row["on_breach"].startswith("supervision")}
    assert set(rules().missed) == set(opens)
    for clock, said in opens.items():
        named = [ground for ground in SupervisionGround if f" {ground.value}" in said.replace(",", " ")]
        assert not named or rules().missed[clock] in named, clock
    assert rules().begins_at == {"C37": LEVEL.KEY}
