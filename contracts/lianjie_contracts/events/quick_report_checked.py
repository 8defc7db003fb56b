"""The work was looked at and approved by somebody else; row QR7; the phase of reviewing begins."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.quick_report_event import QuickReportEvent


class QuickReportChecked(QuickReportEvent):
    """审核通过."""

    type: ClassVar[str] = "quick_report_checked"
