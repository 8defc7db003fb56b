"""The days of a limit as a sheet of weeks: which day has which number, which one rests, which one ends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from services.deadlines.domain.calendar import ONE_DAY, DayNature
from services.deadlines.domain.counting import Counting, local_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from services.deadlines.domain.calendar import WorkCalendar
    from services.deadlines.domain.counting import DueDate, Limit, Pause


class DayMark(StrEnum):
    START = "START"  # 当日不计
    COUNTED = "COUNTED"  # 第 n 日
    PAUSED = "PAUSED"  # 中止
    ROLLED = "ROLLED"  # 顺延
    DUE = "DUE"  # 到期
    REST = "REST"  # 休
    MAKEUP = "MAKEUP"  # 班
    PLAIN = "PLAIN"


@dataclass(frozen=True, slots=True)
class DayCell:
    on: date
    is_rest: bool
    mark: DayMark
    ordinal: int | None = None
    is_last_counted: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that decided a date; what an explanation needs."""

    start: datetime
    limit: Limit
    due: DueDate
    pauses: tuple[Pause, ...] = ()


def weeks(counted: Counted, calendar: WorkCalendar) -> tuple[tuple[DayCell, ...], ...]:
    """Whole weeks, Monday first, from the start day to the day the limit ends."""
    cells = tuple(_cells(counted, calendar))
    return tuple(cells[at : at + 7] for at in range(0, len(cells), 7))


def rest_days(counted: Counted, calendar: WorkCalendar) -> tuple[date, ...]:
    """The days of those weeks on which nobody works."""
    return tuple(day for day in _days(counted) if not calendar.is_workday(day))


def _days(counted: Counted) -> Iterator[date]:
    start_on, due_on = local_day(counted.start), counted.due.due_on
    day = start_on - start_on.weekday() * ONE_DAY
    last = due_on + (6 - due_on.weekday()) * ONE_DAY
    while day <= last:
        yield day
        day += ONE_DAY


def _cells(counted: Counted, calendar: WorkCalendar) -> Iterator[DayCell]:
    start_on, ordinal = local_day(counted.start), 0
    for day in _days(counted):
        counts = start_on < day <= counted.due.nominal_on and _counts(day, counted, calendar)
        ordinal += counts
        mark = _mark(day, counts, counted, calendar)
        is_last = counts and day == counted.due.nominal_on
        yield DayCell(day, not calendar.is_workday(day), mark, ordinal if counts else None, is_last)


def _counts(day: date, counted: Counted, calendar: WorkCalendar) -> bool:
    if any(pause.covers(day) for pause in counted.pauses):
        return False
    return counted.limit.counting is Counting.CALENDAR or calendar.is_workday(day)


def _mark(day: date, counts: bool, counted: Counted, calendar: WorkCalendar) -> DayMark:
    start_on, due_on = local_day(counted.start), counted.due.due_on
    if day == due_on:
        return DayMark.DUE
    if day == start_on:
        return DayMark.START
    if counts:
        return DayMark.COUNTED
    if counted.due.nominal_on < day < due_on:
        return DayMark.ROLLED
    if start_on < day < due_on and any(pause.covers(day) for pause in counted.pauses):
        return DayMark.PAUSED
    natures = {DayNature.MAKEUP_WORKDAY: DayMark.MAKEUP, DayNature.WORKDAY: DayMark.PLAIN}
    return natures.get(calendar.nature(day), DayMark.REST)
