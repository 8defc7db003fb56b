"""A petitioner regrets the withdrawal within its 24 hours; row 25.2 is decided by routing."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.request_event import RequestEvent


class WithdrawalTakenBack(RequestEvent):
    """反悔: one of a group is enough, for all had to agree (correction 4)."""

    type: ClassVar[str] = "withdrawal_taken_back"
