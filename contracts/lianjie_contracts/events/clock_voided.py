"""A limit falls away: it counts neither as met nor as missed."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.clock_event import ClockEvent


class ClockVoided(ClockEvent):
    """Excluded from both sides of every rate (spec/metrics 0)."""

    type: ClassVar[str] = "clock_voided"

    why: str = ""
