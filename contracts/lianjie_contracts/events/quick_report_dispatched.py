"""A quick report has an owner; rows QR2 and QR3; stops C29, starts C30 and the first phase of C31."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.quick_report_event import QuickReportEvent


class QuickReportDispatched(QuickReportEvent):
    """分派: by rule within a second, or by a person where no rule matched."""

    type: ClassVar[str] = "quick_report_dispatched"

    worker: str | None = Field(default=None, description="account of the grid worker, if the rule names one")
    by_rule: bool = Field(default=False, description="found by the declared rules, not by a person")
