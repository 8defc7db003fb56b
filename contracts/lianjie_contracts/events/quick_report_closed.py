"""A quick report is closed; row QR9; the last phase of C31 ends."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.quick_report_event import QuickReportEvent


class QuickReportClosed(QuickReportEvent):
    """办结."""

    type: ClassVar[str] = "quick_report_closed"
