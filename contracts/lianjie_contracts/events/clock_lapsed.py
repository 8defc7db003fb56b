"""A right was not used within its window."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.clock_event import ClockEvent


class ClockLapsed(ClockEvent):
    """已过，未行使: never called overdue (correction 2)."""

    type: ClassVar[str] = "clock_lapsed"

    due_at: AwareDatetime
