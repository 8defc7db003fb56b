"""A limit begins to run."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.clock_event import ClockEvent


class ClockStarted(ClockEvent):
    """Carries how the date was computed, so that every page can explain it without asking."""

    type: ClassVar[str] = "clock_started"

    started_at: AwareDatetime
    started_by: str = Field(description="id of the event that started it")
    nominal_on: date = Field(description="last day before rolling off rest days")
    due_at: AwareDatetime
    rolled: bool = False
    provisional: bool = Field(
        default=False, description="the work calendar of that year is not published yet"
    )
    length: int
    length_unit: str = Field(description="d calendar days, wd working days, h hours")
    basis: str = ""
    explanation: tuple[str, ...] = ()
    rest_days: tuple[date, ...] = Field(
        default=(), description="rest days of the weeks from start to due, to draw the calendar"
    )
