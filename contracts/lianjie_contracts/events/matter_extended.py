"""The handling limit is extended, once and in time; row 21, C08 on C07."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterExtended(MatterEvent):
    """延期 [R22 34]: the days are added to the nominal day and rolled once."""

    type: ClassVar[str] = "matter_extended"

    unit: UnitCode
    days: int
    reason: str = ""
    assigner_agreed: str = Field(default="", description="consent of the assigner")
    assigner_told: str = Field(
        default="", description="the report to the assigner, where its consent is not asked for"
    )
    original_due_at: AwareDatetime | None = Field(default=None, description="until when C07 ran, if known")
    extended_on: date | None = Field(
        default=None, description="last day of the longer limit, before rolling off rest days; if known"
    )
