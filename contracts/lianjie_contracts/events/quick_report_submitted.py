"""A quick report is handed in: a place, and a picture or words; row QR1; starts C29."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.quick_report_event import QuickPhoto, QuickReportEvent


class QuickReportSubmitted(QuickReportEvent):
    """提交: no identity is needed."""

    type: ClassVar[str] = "quick_report_submitted"

    photos: tuple[QuickPhoto, ...] = ()
    where: str = Field(default="", description="the spot, in the words of who saw it")
    text: str = Field(default="", max_length=1000)
