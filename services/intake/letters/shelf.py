"""The 暂存 shelf: what is kept and not handled, by township and time, until an approved list lets it be destroyed.

Rows SH1 to SH3 are ours [D]; the first carries the guards of row 4.5 (`hold_letter`), which closes the matter itself and
is routing's. Here it is about the paper: where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.decisions import Refused
from chassis.machines import Machine, Row, row as _row
from lianjie_contracts.base import Actor
from lianjie_contracts.events.letter_shelved import LetterShelved, Shelved
from lianjie_contracts.vocabulary import HoldReason, LetterMode, ShelfState as S
from services.intake.domain.numbers import LOCAL
from services.intake.letters.guards import custody_closed
from services.intake.letters.letter import Letter


class Act(StrEnum):
    SHELVE = "shelve_letter"
    TAKE_DOWN = "take_down_letter"
    DESTROY = "destroy_letter"


@dataclass(frozen=True, slots=True)
class Intent:
    """`reasons` are those the centre allows; `at_least` is how long a letter stands before it may be destroyed."""

    act: Act
    roles: frozenset[str]
    by: Actor
    at: datetime
    because: str = ""
    reason: HoldReason = HoldReason.OTHER
    box: str = ""
    reasons: frozenset[str] = frozenset(HoldReason) - {HoldReason.UNKNOWN}
    at_least: timedelta = timedelta(days=365)


def hold_reason_allowed(letter: Letter | None, intent: Intent) -> Refused | None:
    """One of the four reasons, and not a first letter of a sender who can be found: that one is answered."""
    first = letter is not None and letter.entry is not None and not letter.entry.is_repeat
    allowed = intent.reason in intent.reasons and not (letter and first and letter.sender_known)
    return None if allowed else Refused("HOLD_NOT_ALLOWED", "该来信不符合暂存条件。")


def deputy_head_approved(letter: Letter | None, _: Intent) -> Refused | None:
    """The deputy head endorsed the letter with 暂存 (LT5), and is not who proposed it (that guard is LT5's)."""
    endorsed = letter.step("endorse_letter") if letter else None
    held = letter is not None and letter.mode is LetterMode.HOLD
    approved = endorsed is not None and endorsed.mode is LetterMode.HOLD
    return None if held and approved else Refused("NO_DEPUTY_APPROVAL", "须经分管领导审批。")


def place_named(_: Letter | None, intent: Intent) -> Refused | None:
    said = "没有写放在哪里。请写盒号，如 2026-11 第 3 盒。"
    return None if intent.box.strip() else Refused("NO_BOX", said)


def reason_given(_: Letter | None, intent: Intent) -> Refused | None:
    said = "没有写原因。请写明为什么取回这封信。"
    return None if intent.because.strip() else Refused("NO_REASON", said)


def stood_long_enough(letter: Letter | None, intent: Intent) -> Refused | None:
    """[D], default a year (C35): `at_least` is the centre's own setting."""
    assert letter is not None, "what stands on the shelf exists"
    assert letter.shelf is not None, "what stands on the shelf has its place there"
    from_ = letter.shelf.since + intent.at_least
    if intent.at >= from_:
        return None
    day = from_.astimezone(LOCAL)
    return Refused(
        "TOO_EARLY",
        f"暂存未满 {intent.at_least.days} 天，{day.year}年{day.month}月{day.day}日以后才能列入销毁。",
    )


def no_open_custody(letter: Letter | None, _: Intent) -> Refused | None:
    """Nothing of the sender's is lost with the paper [S4 五(一)]."""
    return custody_closed(letter)


ROWS: tuple[Row[S, Letter | None, Intent], ...] = (
    _row("SH1", [None, S.TAKEN_DOWN], Act.SHELVE, S.ON_SHELF, "letter_clerk", "S4 二(四)4", hold_reason_allowed,
         deputy_head_approved, place_named),
    _row("SH2", [S.ON_SHELF], Act.TAKE_DOWN, S.TAKEN_DOWN, "letter_clerk", "S4 二(四)4", reason_given),
    _row("SH3", [S.ON_SHELF], Act.DESTROY, S.DESTROYED, "letter_clerk archivist", "S4 二(四)4; domain 18", stood_long_enough,
         no_open_custody),
)  # fmt: skip
MACHINE: Machine[S, Letter | None, Intent] = Machine(
    ROWS, {Act.SHELVE: "暂存", Act.TAKE_DOWN: "取回", Act.DESTROY: "销毁"},
    {S.ON_SHELF: "暂存中", S.TAKEN_DOWN: "已取回", S.DESTROYED: "已销毁"},
    wrong_state="这封信{state}，{act}须在“{first}”时办理。",
)  # fmt: skip


def moved(letter_id: str, letter: Letter, intent: Intent) -> LetterShelved | Refused:
    """The event that tells where the letter stands now, or why it stays."""
    allowed = MACHINE.permits(letter.shelf.state if letter.shelf else None, letter, intent)
    if isinstance(allowed, Refused):
        return allowed
    return LetterShelved(
        occurred_at=intent.at, by=intent.by, letter_id=letter_id, letter_no=letter.letter_no, county=letter.county,
        office=letter.county, shelf=_place(letter, intent, allowed.target or S.ON_SHELF),
    )  # fmt: skip


def _place(letter: Letter, intent: Intent, state: S) -> Shelved:
    if state is not S.ON_SHELF and letter.shelf:
        left = {"state": state, "left_at": intent.at, "left_because": intent.because.strip()}
        return letter.shelf.model_copy(update=left)
    endorsed = letter.step("endorse_letter")
    assert endorsed is not None, "deputy_head_approved has seen it"
    assert letter.entry is not None, "nobody endorses what was not entered"
    return Shelved(
        state=S.ON_SHELF, reason=intent.reason, note=intent.because.strip(), place=letter.entry.place, box=intent.box.strip(),
        since=intent.at, approved_by=endorsed.by,
    )  # fmt: skip
