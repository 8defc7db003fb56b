"""A withdrawal is pending: it takes effect when its time of regret is over; row 25.1, starts C45."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterWithdrawalRequested(MatterEvent):
    """撤回待生效. The matter and all its clocks go on unchanged meanwhile."""

    type: ClassVar[str] = "matter_withdrawal_requested"

    number: str = ""
    reason: str = Field(default="", max_length=500)
