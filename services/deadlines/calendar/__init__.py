"""The work calendar as ordered by the State Council: one committed file per year, read once at the start."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from services.deadlines.domain.calendar import DayNature, SpecialDay, WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class CalendarError(ValueError):
    """A year's file contradicts itself; the sentence names the day."""


def committed() -> WorkCalendar:
    """The years that came with this release."""
    years = (file for file in files(__name__).iterdir() if file.name.endswith(".toml"))
    return calendar_of(year.read_text(encoding="utf-8") for year in years)


def calendar_of(years: Iterable[str]) -> WorkCalendar:
    """One calendar from the texts of several years."""
    special: dict[date, SpecialDay] = {}
    notices: dict[int, str] = {}
    for text in years:
        year = tomllib.loads(text)
        notices[year["year"]] = year["notice"]
        for day, known in _days(year):
            if day in special:
                raise CalendarError(f"{day} is given twice")
            special[day] = known
    return WorkCalendar(special, notices)


def _days(year: dict[str, Any]) -> Iterator[tuple[date, SpecialDay]]:
    for holiday in year["holiday"]:
        first, last, name = holiday["first"], holiday["last"], holiday["name"]
        if last < first:
            raise CalendarError(f"{name} ends before it begins: {first} to {last}")
        for offset in range((last - first).days + 1):
            yield first + timedelta(days=offset), SpecialDay(DayNature.HOLIDAY, name)
        for day in holiday.get("makeup", []):
            if day.isoweekday() <= 5:
                raise CalendarError(f"{day} is a working day anyway and cannot be a make-up day")
            yield day, SpecialDay(DayNature.MAKEUP_WORKDAY, name)
