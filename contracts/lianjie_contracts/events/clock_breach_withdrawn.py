"""A breach is taken back: the act had happened in time and was only heard late."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.clock_event import ClockEvent


class ClockBreachWithdrawn(ClockEvent):
    """Distinguishes happened late from heard late (an act done in time beats a lapse heard earlier)."""

    type: ClassVar[str] = "clock_breach_withdrawn"

    stopped_at: AwareDatetime
    due_at: AwareDatetime
