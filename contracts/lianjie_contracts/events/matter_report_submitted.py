"""The unit reports on an assigned matter, finally or on the stage reached; rows 33 (stops C09, starts C49) and 33.2."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterReportSubmitted(MatterEvent):
    """办结报告, or 阶段报告 with why it is late and when it will be done [S4 二(五)2]."""

    type: ClassVar[str] = "matter_report_submitted"

    unit: UnitCode
    text: str
    reply_no: str = Field(
        default="", description="number of the written reply to the petitioner, which the report brings"
    )
    reason: str = Field(default="", description="阶段报告: why it is late")
    next_on: date | None = Field(default=None, description="阶段报告: when it will be done")
