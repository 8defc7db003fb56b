"""Valuables in a letter: found by two, kept, and returned against a signature; nothing else ever becomes of them.

Rows CU1 and CU2 are ours [D]: the source names the duty (S4 五(一)) and the specification has no machine for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chassis.decisions import Refused
from chassis.machines import Machine, Row, row as _row
from lianjie_contracts.base import Actor
from lianjie_contracts.events.valuables_returned import ReturnReceipt, ValuablesReturned
from lianjie_contracts.events.valuables_taken import Valuable, ValuablesTaken
from lianjie_contracts.vocabulary import LetterState
from services.intake.letters.letter import Custody, Letter

MOST = 20  # things in one envelope; the letter's document stays small


class CustodyState(StrEnum):
    KEPT = "KEPT"
    RETURNED = "RETURNED"


class Act(StrEnum):
    TAKE = "take_valuables"
    RETURN = "return_valuables"


@dataclass(frozen=True, slots=True)
class Intent:
    """A thing to be kept, or the receipt for one that goes back."""

    act: Act
    roles: frozenset[str]
    by: Actor
    at: datetime
    valuable: Valuable | None = None
    receipt: ReturnReceipt | None = None


def found_by_two(_: Letter | None, intent: Intent) -> Refused | None:
    names = {name.strip() for name in intent.valuable.found_by} if intent.valuable else set()
    said = "贵重物品须由两人当场清点。请填两位不同的清点人。"
    return None if len(names - {""}) == 2 else Refused("ONE_FINDER", said)


def kept_somewhere(_: Letter | None, intent: Intent) -> Refused | None:
    thing = intent.valuable
    said = "请写明是什么，放在哪里保管，如 财务室保险柜 2 号。"
    return None if thing and thing.what.strip() and thing.kept_at.strip() else Refused("NO_PLACE", said)


def letter_still_here(letter: Letter | None, _: Intent) -> Refused | None:
    if letter and letter.state is LetterState.BOUND_OVER:
        return Refused("BOUND_OVER", "这封信已立卷移交。请在档案室登记，或先办退卷。")
    full = letter is not None and len(letter.custody) >= MOST
    return Refused("TOO_MANY", f"一封信最多登记 {MOST} 项。请合并同类物品登记。") if full else None


def receipt_signed(_: Letter | None, intent: Intent) -> Refused | None:
    said = "退还须有领取人签名的回执，或挂号退回的单号。请补填后再登记退还。"
    return None if intent.receipt and intent.receipt.proof.strip() else Refused("NO_RECEIPT", said)


ROWS: tuple[Row[CustodyState, Letter | None, Intent], ...] = (
    _row("CU1", [None], Act.TAKE, CustodyState.KEPT, "letter_clerk", "S4 五(一)", letter_still_here, found_by_two, kept_somewhere),
    _row("CU2", [CustodyState.KEPT], Act.RETURN, CustodyState.RETURNED, "letter_clerk", "S4 五(一)", receipt_signed),
)  # fmt: skip
MACHINE: Machine[CustodyState, Letter | None, Intent] = Machine(
    ROWS, {Act.TAKE: "登记保管", Act.RETURN: "退还"}, {CustodyState.KEPT: "保管中", CustodyState.RETURNED: "已退还"},
    wrong_state="这一项现在是“{state}”，{act}须在“{first}”时办理。",
)  # fmt: skip


def taken(letter_id: str, letter: Letter, intent: Intent) -> ValuablesTaken | Refused:
    """CU1: a custody record is opened."""
    allowed = MACHINE.permits(None, letter, intent)
    if isinstance(allowed, Refused):
        return allowed
    assert intent.valuable is not None, "kept_somewhere has seen it"
    return ValuablesTaken(
        occurred_at=intent.at, by=intent.by, letter_id=letter_id, letter_no=letter.letter_no, county=letter.county,
        office=letter.county, valuable=intent.valuable,
    )  # fmt: skip


def returned(letter_id: str, letter: Letter, valuable_id: str, intent: Intent) -> ValuablesReturned | Refused:
    """CU2: the record is closed by the receipt, and by nothing else."""
    kept = next((each for each in letter.custody if each.valuable.valuable_id == valuable_id), None)
    if kept is None:
        return Refused("NOTHING_KEPT", "这封信没有登记过这一项。请核对保管登记。")
    allowed = MACHINE.permits(_state(kept), letter, intent)
    if isinstance(allowed, Refused):
        return allowed
    assert intent.receipt is not None, "receipt_signed has seen it"
    return ValuablesReturned(
        occurred_at=intent.at, by=intent.by, letter_id=letter_id, letter_no=letter.letter_no, county=letter.county,
        office=letter.county, valuable_id=valuable_id, receipt=intent.receipt,
    )  # fmt: skip


def _state(kept: Custody) -> CustodyState:
    return CustodyState.KEPT if kept.open else CustodyState.RETURNED
