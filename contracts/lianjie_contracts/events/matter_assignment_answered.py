"""A co-unit has answered its claims to the lead; row AS7."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer


class MatterAssignmentAnswered(MatterEvent):
    """协办答复 (correction 10): ends C07 of that assignment; the lead's opinion takes the answers over."""

    type: ClassVar[str] = "matter_assignment_answered"

    unit: UnitCode
    answers: tuple[ClaimAnswer, ...]
