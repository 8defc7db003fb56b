"""The table of steps is the specification's, and every pair of state and act has its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.decisions import Refused
from chassis.machines import Row
from lianjie_contracts.vocabulary import LetterMode, LetterState as S
from services.intake.letters.acts import SKIPS, Act, Intent
from services.intake.letters.letter import Letter
from services.intake.letters.lifecycle import MACHINE, ROWS, step
from tests.intake.letters.builders import (
    CLERK,
    COUNTY,
    ENTRY,
    LETTER,
    NO,
    NOW,
    ROW_OF,
    WAY,
    intent,
    letter,
    taken,
)
from tests.intake.letters.test_custody import THING, kept
from tests.specified import assert_as_specified

SPECIFICATION: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "specification" / "letter.yaml").read_text(encoding="utf-8")
)
SPECIFIED = {row["row"]: row for row in SPECIFICATION["rows"]}
STATES = [None, *(state for state in S if state != S.UNKNOWN)]
# Guards of our own [D], which the specification does not name.
OURS = {
    "time_in_order",
    "opinion_written",
    "endorsed_by_another",
    "mode_as_endorsed",
    "not_answered_by_lead",
    "somebody_to_tell",
    "no_open_custody",
}


def test_every_row_of_the_specification_is_in_the_table_and_no_other() -> None:
    assert [row.number for row in ROWS] == list(SPECIFIED)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_row_says_what_the_specification_says(row: Row[S, Letter | None, Intent]) -> None:
    assert_as_specified(row, SPECIFIED[row.number], OURS)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_pair_of_state_and_act_is_allowed_by_one_row_or_refused_with_a_sentence(
    state: S | None, act: Act
) -> None:
    before = letter(state) if state else None
    after = taken(before, intent(act))
    row = ROW_OF.get((state, act))
    if row is None:
        assert isinstance(after, Refused)
        assert after.code == "WRONG_STATE"
        assert after.because.endswith("时办理。")
        assert "{" not in after.because
    else:
        assert isinstance(after, Letter)
        assert after.state == row.target
        assert after.steps[-1].skipped is (act in SKIPS)


def test_a_letter_goes_twelve_steps_and_rests() -> None:
    whole = letter(S.BOUND_OVER)
    assert [each.row for each in whole.steps] == [f"LT{n}" for n in range(1, 13)]
    assert [state for state in STATES if not any(state in row.sources for row in ROWS)] == ["BOUND_OVER"]
    assert SPECIFICATION["machine"]["rest_states"] == ["BOUND_OVER"]


def test_five_steps_may_be_left_out_and_the_reason_stands_on_the_sheet() -> None:
    assert {row.act for row in ROWS if row.number.endswith("s")} == SKIPS
    untold = taken(letter(S.ENDORSED), intent(Act.SKIP_TELL, note="姓名、住址不清"))
    assert isinstance(untold, Letter)
    assert (untold.steps[-1].row, untold.steps[-1].note) == ("LT6s", "姓名、住址不清")


BLANK = {"operator": " "}
REFUSALS = [
    ("step_operator_named", S.SIGNED_IN, intent(Act.OPEN, **BLANK)),
    ("skip_reason_given", S.OPENED, intent(Act.SKIP_BIND, note=" ")),
    ("recusal_clear", S.BOUND, intent(Act.ENTER, conflict=True)),
]


@pytest.mark.parametrize(
    ("guard", "state", "wish"), REFUSALS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_refusal_speaks_the_specification_s_words(guard: str, state: S, wish: Intent) -> None:
    written = SPECIFICATION["guards"][guard]
    assert taken(letter(state), wish) == Refused(written["refusal_code"], written["refusal_zh"])


OWN = [
    ("time_in_order", letter(), intent(Act.OPEN, done_at=NOW + timedelta(seconds=1)), "办理时间在将来。"),
    ("time_in_order", letter(), intent(Act.OPEN, done_at=NOW - timedelta(hours=1)), "早于上一步（11月23日 09:30）"),
    ("opinion_written", letter(S.BOUND), intent(Act.ENTER, note=""), "没有拟办意见。"),
    ("endorsed_by_another", letter(S.ENTERED), intent(Act.ENDORSE, by=CLERK), "须由另一位分管领导批示。"),
    ("endorsed_by_another", letter(S.ENTERED), intent(Act.ENDORSE, note=""), "没有批示内容。"),
    ("mode_as_endorsed", letter(S.TOLD), intent(Act.SET_MODE, mode=None), "没有选办理方式。"),
    ("mode_as_endorsed", letter(S.TOLD), intent(Act.SET_MODE, mode=LetterMode.ASSIGN), "与分管领导批示的不同"),
    ("not_answered_by_lead", letter(S.CHECKED, lead_id="x", lead_no="X2"), intent(Act.REPLY), "由那封一并回复"),
    ("somebody_to_tell", letter(S.ENDORSED), intent(Act.TELL, unsigned=True), "这封是匿名信"),
    ("somebody_to_tell", letter(S.CHECKED), intent(Act.REPLY, unsigned=True), "这封是匿名信"),
    ("no_open_custody", kept(letter(S.COUNTED)), intent(Act.HAND_OVER), f"随信的{THING.what}还在保管"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("guard", "before", "wish", "said"), OWN, ids=lambda value: value if isinstance(value, str) else ""
)
def test_our_own_refusals_say_the_ground_and_the_way_out(
    guard: str, before: Letter, wish: Intent, said: str
) -> None:
    refused = taken(before, wish)
    assert isinstance(refused, Refused)
    assert said in refused.because
    assert refused.because.endswith("。")


def test_every_guard_of_the_table_was_seen_to_refuse() -> None:
    used = {guard.__name__ for row in ROWS for guard in row.guards}
    assert used == {guard for guard, *_ in REFUSALS} | {guard for guard, *_ in OWN}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_role_the_row_does_not_name_is_refused(row: Row[S, Letter | None, Intent]) -> None:
    (source,) = row.sources
    refused = taken(letter(source) if source else None, intent(Act(row.act), roles=frozenset({"router"})))
    assert isinstance(refused, Refused)
    assert refused.code == "ROLE_NOT_ALLOWED"


def test_what_the_clocks_count_from_is_in_every_event_from_the_step_that_knows_it() -> None:
    """C01 and C03 start at LT1; LT4 stops C01; LT6 stops C03, LT6s voids it."""
    so_far: Letter | None = None
    for act in WAY:
        told = step(LETTER, NO, COUNTY, so_far, intent(act))
        assert not isinstance(told, Refused)
        assert told.received_at == NOW
        entered = act not in WAY[: WAY.index(Act.ENTER)]
        assert (told.entry.registered_at if told.entry else None) == (
            ENTRY.registered_at if entered else None
        )
        so_far = taken(so_far, intent(act))  # type: ignore[assignment]
    clocks = {number: row["clocks"] for number, row in SPECIFIED.items() if "clocks" in row}
    assert clocks == {
        "LT1": {"start": ["C01"]},
        "LT4": {"stop": ["C01"]},
        "LT6": {"stop": ["C03"]},
        "LT6s": {"void": ["C03"]},
    }


def test_the_acts_of_a_post_are_offered_in_the_order_of_the_table() -> None:
    assert MACHINE.allowed(S.OPENED, frozenset({"letter_clerk"})) == (Act.BIND, Act.SKIP_BIND)
    assert MACHINE.allowed(S.ENTERED, frozenset({"letter_clerk"})) == ()
    assert MACHINE.allowed(S.ENTERED, frozenset({"office_deputy_head"})) == (Act.ENDORSE,)


def test_who_noted_a_step_and_who_did_it_may_be_two() -> None:
    opened = taken(letter(), replace(intent(Act.OPEN), operator="黄素芬"))
    assert isinstance(opened, Letter)
    assert (opened.steps[-1].operator, opened.steps[-1].by) == ("黄素芬", CLERK.id)
