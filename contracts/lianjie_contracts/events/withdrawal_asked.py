"""Everybody who petitioned wants the matter withdrawn; row 25.1 is decided by routing."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.request_event import RequestEvent


class WithdrawalAsked(RequestEvent):
    """撤回. Each of `persons` people has confirmed with a one-time code that it is their own free will (correction 4)."""

    type: ClassVar[str] = "withdrawal_asked"

    persons: int = Field(default=1, ge=1)
    reason: str = Field(default="", max_length=500)
