"""Units have negotiated in vain about who is competent; row 11, voids C05 and pauses C04."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterDisputed(MatterEvent):
    """管辖争议 [R22 24]: decided by agreement or designation; the petitioner is told and waits for no quarrel."""

    type: ClassVar[str] = "matter_disputed"

    units: tuple[UnitCode, ...] = ()
    minutes: str = Field(default="", description="number or day of the minutes")
    reason: str = ""
