"""A duty was not done in time."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.clock_event import ClockEvent


class ClockBreached(ClockEvent):
    """BLACK; the clock keeps running (spec/clocks 5). Only for duties of an authority."""

    type: ClassVar[str] = "clock_breached"

    due_at: AwareDatetime
    tell_at: AwareDatetime | None = Field(
        default=None, description="when people are told of it, inside working hours; none: nobody is"
    )
