"""What stands on the shelf got there by a reason and an endorsement, and leaves it by a reason or an approved list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import HoldReason, LetterMode, LetterState, ShelfState as S
from services.intake.letters.acts import Act as Step
from services.intake.letters.letter import Letter, after
from services.intake.letters.shelf import MACHINE, ROWS, Act, Intent, moved
from tests.intake.letters.builders import (
    ALL_ROLES,
    CLERK,
    DEPUTY,
    ENTRY,
    LETTER,
    NOW,
    PLACE,
    intent,
    letter,
    taken,
)
from tests.intake.letters.test_custody import kept

GUARDS = yaml.safe_load(
    (Path(__file__).parents[1] / "specification" / "letter.yaml").read_text(encoding="utf-8")
)["guards"]
YEAR = timedelta(days=365)


def wish(act: Act, **changed: object) -> Intent:
    full = Intent(
        act, ALL_ROLES, CLERK, NOW, "同一件事第四次来信", HoldReason.REPEAT_NO_ACTION, "2026-11 第 3 盒"
    )
    return replace(full, **changed)  # type: ignore[arg-type]


def went(before: Letter, intent_: Intent) -> Letter | Refused:
    told = moved(LETTER, before, intent_)
    return told if isinstance(told, Refused) else after(before, told)


def shelved() -> Letter:
    done = went(letter(LetterState.MODE_SET), wish(Act.SHELVE))
    assert isinstance(done, Letter)
    return done


def stands(state: S | None) -> Letter:
    """A letter in this place, or nowhere yet."""
    way = {None: (), S.ON_SHELF: (), S.TAKEN_DOWN: (Act.TAKE_DOWN,), S.DESTROYED: (Act.DESTROY,)}
    so_far = shelved() if state else letter(LetterState.MODE_SET)
    for act in way[state]:
        moved_ = went(so_far, wish(act, at=NOW + YEAR))
        assert isinstance(moved_, Letter)
        so_far = moved_
    return so_far


PLACES = (None, S.ON_SHELF, S.TAKEN_DOWN, S.DESTROYED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", PLACES, ids=str)
def test_every_pair_of_place_and_act_is_allowed_by_one_row_or_refused_with_a_sentence(
    state: S | None, act: Act
) -> None:
    row = {(source, row.act): row for row in ROWS for source in row.sources}.get((state, act))
    done = went(stands(state), wish(act, at=NOW + YEAR))
    if row is None:
        assert isinstance(done, Refused)
        assert done.code == "WRONG_STATE"
        assert done.because.endswith("时办理。")
    else:
        assert isinstance(done, Letter)
        assert done.shelf is not None
        assert done.shelf.state == row.target


def test_its_place_is_its_township_its_box_and_its_day() -> None:
    shelf = shelved().shelf
    assert shelf is not None
    assert (shelf.place, shelf.box, shelf.since, shelf.approved_by) == (
        PLACE,
        "2026-11 第 3 盒",
        NOW,
        DEPUTY.id,
    )


def test_the_first_letter_of_a_sender_who_can_be_found_is_never_held() -> None:
    first = letter(LetterState.MODE_SET, entry=ENTRY.model_copy(update={"is_repeat": False}))
    written = GUARDS["hold_reason_allowed"]
    assert went(first, wish(Act.SHELVE)) == Refused(written["refusal_code"], written["refusal_zh"])
    nobody = first.cover.sender.model_copy(update={"address": None})
    unclear = replace(first, cover=first.cover.model_copy(update={"sender": nobody}))
    assert isinstance(went(unclear, wish(Act.SHELVE, reason=HoldReason.NO_VALUE_OR_UNCLEAR)), Letter)


def test_a_reason_the_centre_does_not_allow_is_refused() -> None:
    narrow = frozenset({HoldReason.RECHECKED})
    refused = went(letter(LetterState.MODE_SET), wish(Act.SHELVE, reasons=narrow))
    assert isinstance(refused, Refused)
    assert refused.code == "HOLD_NOT_ALLOWED"


def test_the_deputy_head_must_have_endorsed_the_holding() -> None:
    written = GUARDS["deputy_head_approved"]
    refusal = Refused(written["refusal_code"], written["refusal_zh"])
    assert went(letter(LetterState.TOLD), wish(Act.SHELVE)) == refusal
    silent = taken(letter(LetterState.ENTERED), replace(intent(Step.ENDORSE), mode=None))
    for act in (Step.TELL, Step.SET_MODE):
        assert isinstance(silent, Letter)
        silent = taken(silent, replace(intent(act), mode=LetterMode.HOLD))
    assert isinstance(silent, Letter)
    assert went(silent, wish(Act.SHELVE)) == refusal


@pytest.mark.parametrize(
    ("intent_", "code"),
    [
        (wish(Act.SHELVE, box=" "), "NO_BOX"),
        (wish(Act.SHELVE, roles=frozenset({"archivist"})), "ROLE_NOT_ALLOWED"),
    ],
)
def test_a_place_and_a_post_are_needed(intent_: Intent, code: str) -> None:
    refused = went(letter(LetterState.MODE_SET), intent_)
    assert isinstance(refused, Refused)
    assert refused.code == code


def test_it_is_taken_down_with_a_reason_and_may_come_back() -> None:
    refused = went(shelved(), wish(Act.TAKE_DOWN, because=""))
    assert isinstance(refused, Refused)
    assert refused.code == "NO_REASON"
    down = went(shelved(), wish(Act.TAKE_DOWN, because="来信人补充了新情况"))
    assert isinstance(down, Letter)
    assert down.shelf is not None
    assert (down.on_shelf, down.shelf.left_because) == (False, "来信人补充了新情况")
    back = went(down, wish(Act.SHELVE))
    assert isinstance(back, Letter)
    assert back.on_shelf


def test_destruction_waits_the_configured_time_and_never_takes_what_is_in_custody() -> None:
    early = went(shelved(), wish(Act.DESTROY, at=NOW + YEAR - timedelta(seconds=1)))
    assert early == Refused("TOO_EARLY", "暂存未满 365 天，2027年11月23日以后才能列入销毁。")
    held = went(kept(shelved()), wish(Act.DESTROY, at=NOW + YEAR))
    assert isinstance(held, Refused)
    assert held.code == "CUSTODY_OPEN"
    sooner = went(shelved(), wish(Act.DESTROY, at=NOW + timedelta(days=30), at_least=timedelta(days=30)))
    assert isinstance(sooner, Letter)
    assert sooner.shelf is not None
    assert (sooner.shelf.state, sooner.letter_no) == (S.DESTROYED, shelved().letter_no), "the record is kept"


def test_what_is_destroyed_stays_destroyed() -> None:
    assert MACHINE.allowed(S.DESTROYED, ALL_ROLES) == ()
