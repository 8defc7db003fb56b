"""A notice on public holidays is in force in one county; limits are counted by it from now on."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event, Value
from lianjie_contracts.vocabulary import DayKind


class CalendarDay(Value):
    """A day that the notice takes out of the weekly rule."""

    on: date
    kind: DayKind
    name: str = Field(description="the holiday it belongs to, e.g. 国庆节")


class WorkCalendarChanged(Event):
    """工作日历更新: a national notice takes the place of its year, a local one adds its days; the stream is the county's calendar."""

    type: ClassVar[str] = "work_calendar_changed"
    topic: ClassVar[str] = "deadlines.calendars.v1"

    county: County
    calendar_version: int = Field(ge=1, description="counts the notices approved in this county")
    year: int
    notice: str = Field(description="文号 of the notice")
    local: bool = Field(default=False, description="a local holiday, beside what the State Council orders")
    days: tuple[CalendarDay, ...]
    proposed_by: str = Field(description="account of who loaded it; `by` is who approved it, another person")
