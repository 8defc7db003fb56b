"""The owner has passed a quick report on; row QR5; voids C30, starts C29 again."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import UnitCode
from lianjie_contracts.quick_report_event import QuickReportEvent


class QuickReportPassedOn(QuickReportEvent):
    """转出: once; then a person finds the owner."""

    type: ClassVar[str] = "quick_report_passed_on"

    passed_by: UnitCode
    reason: str = ""
