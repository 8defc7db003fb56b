"""A limit has reached a warning level, or a citizen is reminded of a right."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.vocabulary import ClockLevel


class ClockWarned(ClockEvent):
    """BLUE, YELLOW, RED (spec/clocks 2). For a right the level stays GREEN: it is a reminder to its holder. `late_since`: since when there was something
    to say that was not said, if that is longer ago than the steps in which it is said (an outage)."""

    type: ClassVar[str] = "clock_warned"

    level: ClockLevel
    due_at: AwareDatetime
    late_since: AwareDatetime | None = None
    tell_at: AwareDatetime | None = Field(
        default=None, description="when people are told of it, inside working hours; none: nobody is"
    )
