"""The office takes back what it sent by mistake; rows 7.3 and AS10, void C04 and C05."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterRecalled(MatterEvent):
    """收回误转 [D]: counts like an upheld objection; the reason is the sender's own fault."""

    type: ClassVar[str] = "matter_recalled"

    unit: UnitCode
    reason: str
    approved_by: str | None = None
