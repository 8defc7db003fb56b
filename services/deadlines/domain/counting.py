"""How a limit is counted: from its start to the last moment of its last day, and the reasons for that day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from services.deadlines.domain.calendar import ONE_DAY

if TYPE_CHECKING:
    from services.deadlines.domain.calendar import DayNature, WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
MILLISECOND = timedelta(milliseconds=1)
CLOSING_TIME = time(17, 30)  # [D]


class Counting(StrEnum):
    """日 is a calendar day, only 工作日 a working day; hours run from the stated moment [民法典 200, 201]."""

    CALENDAR = "calendar"
    WORKING = "working"
    HOURS = "hours"


class Unit(StrEnum):
    """Units of the table; `date`, `month` and `day` belong to limits whose end is given, not counted."""

    DAY = "d"
    WORKDAY = "wd"
    HOUR = "h"
    MINUTE = "min"
    SECOND = "s"
    DATE = "date"
    MONTH = "month"
    REVIEW_DAY = "day"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many units, counted in one way; `extension` is granted on top and counted in the same way."""

    length: int
    unit: Unit
    counting: Counting
    extension: int = 0

    @property
    def total(self) -> int:
        return self.length + self.extension


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count, its first and last day included [D]. `until` None: it still lasts."""

    since: datetime
    until: datetime | None = None

    def covers(self, day: date) -> bool:
        return local_day(self.since) <= day <= local_day(self.until or self.since)


class StepKind(StrEnum):
    START = "START"  # `on` is not counted, `then` is day 1
    PAUSED = "PAUSED"  # from `on` to `then` nothing is counted
    LAST_DAY = "LAST_DAY"  # `on` is day number `count`
    EXTENDED = "EXTENDED"  # `count` days more: the last day is now `on`
    ROLLED = "ROLLED"  # `on` is a rest day, so the limit ends on `then`
    PROVISIONAL = "PROVISIONAL"  # the notice for the year of `on` is not loaded
    ELAPSED = "ELAPSED"  # `count` hours, minutes or seconds from the moment itself
    GIVEN = "GIVEN"  # the end `on` was set or agreed upon, and is not counted
    NO_LATER = "NO_LATER"  # ends with `on`, when the limit ends that this one is a part of


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of the explanation, in parts; the words are the page's."""

    kind: StepKind
    on: date
    then: date | None = None
    count: int = 0
    nature: DayNature | None = None
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class DueDate:
    """`nominal_on` is the last day as counted, `due_at` the last moment after rolling off rest days."""

    nominal_on: date
    due_at: datetime
    rolled: bool
    provisional: bool
    steps: tuple[Step, ...]

    @property
    def due_on(self) -> date:
        return local_day(self.due_at)

    @property
    def over_at(self) -> datetime:
        """The first moment that is too late."""
        return self.due_at + MILLISECOND


def local_day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def end_of(day: date) -> datetime:
    """24:00 as the law says it [民法典 203]: 23:59:59.999, what a database of milliseconds can hold."""
    return start_of(day + ONE_DAY) - MILLISECOND


def nth_day(
    start_on: date, n: int, counting: Counting, calendar: WorkCalendar, pauses: tuple[Pause, ...] = ()
) -> date:
    """Counted day number `n`; the start day is excluded [民法典 201]."""
    if counting is Counting.CALENDAR and not pauses:
        return start_on + n * ONE_DAY
    day = start_on
    for _ in range(n):
        day += ONE_DAY
        while any(p.covers(day) for p in pauses) or (
            counting is Counting.WORKING and not calendar.is_workday(day)
        ):
            day += ONE_DAY
    return day


def due_date(
    start: datetime, limit: Limit, calendar: WorkCalendar, pauses: tuple[Pause, ...] = ()
) -> DueDate:
    """When a limit begun at `start` ends; an extension counts on from the unrolled day and rolls once."""
    if limit.counting is Counting.HOURS:
        return _elapsed(start, limit)
    start_on = local_day(start)
    nominal_on = nth_day(start_on, limit.total, limit.counting, calendar, pauses)
    due_on = calendar.rolled(nominal_on)
    first_asked = nominal_on if limit.counting is Counting.CALENDAR else start_on + ONE_DAY
    provisional = not (calendar.is_known(first_asked) and calendar.is_known(due_on))
    steps = [Step(StepKind.START, start_on, nth_day(start_on, 1, limit.counting, calendar, pauses))]
    steps += [_paused(pause) for pause in pauses]
    steps += _last_days(start_on, limit, calendar, pauses)
    if due_on != nominal_on:
        steps.append(_step(StepKind.ROLLED, nominal_on, calendar, then=due_on))
    if provisional:
        steps.append(Step(StepKind.PROVISIONAL, due_on))
    return DueDate(nominal_on, end_of(due_on), due_on != nominal_on, provisional, tuple(steps))


def given_date(start: datetime, until: date) -> DueDate:
    """A day that somebody set or agreed upon, itself included: a date is not a time that rolls [民法典 203 speaks of 期间]."""
    steps = (Step(StepKind.START, local_day(start)), Step(StepKind.GIVEN, until))
    return DueDate(until, end_of(until), rolled=False, provisional=False, steps=steps)


def no_later(due: DueDate, than: DueDate) -> DueDate:
    """The end of a limit that is a part of another one: with that one at the latest."""
    if due.due_at <= than.due_at:
        return due
    steps = (*due.steps, Step(StepKind.NO_LATER, than.due_on))
    return replace(than, rolled=False, steps=steps)


def _last_days(start_on: date, limit: Limit, calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> list[Step]:
    base_on = nth_day(start_on, limit.length, limit.counting, calendar, pauses)
    steps = [_step(StepKind.LAST_DAY, base_on, calendar, count=limit.length)]
    if limit.extension:
        extended_on = nth_day(start_on, limit.total, limit.counting, calendar, pauses)
        steps.append(_step(StepKind.EXTENDED, extended_on, calendar, count=limit.extension))
    return steps


def _step(
    kind: StepKind, on: date, calendar: WorkCalendar, *, then: date | None = None, count: int = 0
) -> Step:
    return Step(kind, on, then, count, calendar.nature(on), calendar.holiday(on))


def _paused(pause: Pause) -> Step:
    return Step(StepKind.PAUSED, local_day(pause.since), local_day(pause.until) if pause.until else None)


def _elapsed(start: datetime, limit: Limit) -> DueDate:
    of = {Unit.HOUR: timedelta(hours=1), Unit.MINUTE: timedelta(minutes=1), Unit.SECOND: timedelta(seconds=1)}
    due_at = start + limit.total * of[limit.unit]
    day = local_day(due_at)
    return DueDate(day, due_at, False, False, (Step(StepKind.ELAPSED, local_day(start), day, limit.total),))
