"""A limit ends because the act was done."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.clock_event import ClockEvent


class ClockStopped(ClockEvent):
    """`stopped_at` is when the act took effect, not when it was heard; late acts never erase a breach."""

    type: ClassVar[str] = "clock_stopped"

    stopped_at: AwareDatetime
    due_at: AwareDatetime
    met: bool
    overdue_days: int = 0
