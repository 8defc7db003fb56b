"""A fault of a registration was found and set right; the registration itself stays as it was (漏登/误登/错登)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.base import Actor, Sealed, Value
from lianjie_contracts.item_event import ItemEvent
from lianjie_contracts.vocabulary import CorrectionKind


class FieldCorrected(Value):
    """One field, from what to what; a personal value only sealed. Empty: nothing stood there, or nothing does now."""

    field: str
    was: str = ""
    now: str = ""
    was_sealed: Sealed | None = None
    now_sealed: Sealed | None = None


class Correction(Value):
    """`found_by` is whoever noticed it: an official's id, or the word petitioner."""

    at: AwareDatetime
    by: Actor
    kind: CorrectionKind
    found_by: str
    found_at: AwareDatetime
    reason: str = ""
    fields: tuple[FieldCorrected, ...]


class ItemCorrected(ItemEvent):
    """登记更正 [S1 5(1)]."""

    type: ClassVar[str] = "item_corrected"

    correction: Correction
