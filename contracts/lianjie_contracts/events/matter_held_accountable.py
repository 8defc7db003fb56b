"""A unit's fault: found, established, heard, a measure proposed and answered, or dropped; rows AC1 to AC6: C19 runs from the proposal."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode
from lianjie_contracts.vocabulary import SuggestionResult


class MatterHeldAccountable(MatterEvent):
    """责任追究 [R22 42-46; S0 6; corrections 20]: never by itself. `row` tells which step; units are not told."""

    type: ClassVar[str] = "matter_held_accountable"

    unit: UnitCode | None = None
    finding_code: str = ""
    text: str = ""
    evidence: tuple[str, ...] = ()
    statement: str = ""
    number: str = ""
    proposal: str = ""
    organ: str = ""
    result: SuggestionResult | None = None
    reasons: tuple[str, ...] = ()
    reason: str = ""
