"""The work was looked at and sent back; row QR8; the phase of disposing begins again."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.quick_report_event import QuickReportEvent


class QuickReportReturned(QuickReportEvent):
    """退回重办: what fell short is named."""

    type: ClassVar[str] = "quick_report_returned"

    failed: str = Field(description="what fell short, and what is to be done")
    due_on: date
