"""A quick report is closed without work, and its sender is told why; row QR11."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.quick_report_event import QuickReportEvent
from lianjie_contracts.vocabulary import QuickRejectReason


class QuickReportRejected(QuickReportEvent):
    """不予处理."""

    type: ClassVar[str] = "quick_report_rejected"

    reason: QuickRejectReason
    note: str = ""
