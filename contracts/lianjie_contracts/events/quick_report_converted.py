"""A quick report has become a petition; row QR10; voids C29 to C31, the petition's clocks count from the submission."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.quick_report_event import QuickReportEvent


class QuickReportConverted(QuickReportEvent):
    """转为信访件."""

    type: ClassVar[str] = "quick_report_converted"

    item_id: str
    item_no: str
    reason: str
