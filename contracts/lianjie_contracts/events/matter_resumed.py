"""The handling goes on, by hand or because the longest rest is over; rows 22.2 and 22.3, resume C07."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterResumed(MatterEvent):
    """恢复办理."""

    type: ClassVar[str] = "matter_resumed"

    unit: UnitCode | None = None
