"""A matter is withdrawn, its time of regret being over; row 25, stops C45."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.base import MatterEvent


class MatterWithdrawn(MatterEvent):
    """撤回. Never counted as resolved."""

    type: ClassVar[str] = "matter_withdrawn"

    requested_at: AwareDatetime
