"""The sender of a quick report has said how satisfied they are; feeds R30."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.quick_report_event import QuickReportEvent
from lianjie_contracts.vocabulary import Satisfaction


class QuickReportRated(QuickReportEvent):
    """评价: asked, never required, given once."""

    type: ClassVar[str] = "quick_report_rated"

    level: Satisfaction
