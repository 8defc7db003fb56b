"""The owner has signed for a quick report; row QR4; the phase of disposing begins."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.quick_report_event import QuickReportEvent


class QuickReportSigned(QuickReportEvent):
    """签收."""

    type: ClassVar[str] = "quick_report_signed"
