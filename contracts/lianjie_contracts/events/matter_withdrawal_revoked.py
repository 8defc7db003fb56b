"""A pending withdrawal was taken back by its petitioner; row 25.2, voids C45."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent


class MatterWithdrawalRevoked(MatterEvent):
    """取消撤回."""

    type: ClassVar[str] = "matter_withdrawal_revoked"
