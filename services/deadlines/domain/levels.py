"""When a limit turns blue, yellow, red and black, and when the holder of a right is reminded.

Warnings of limits in days fall at 00:00, so that the morning's digest finds them. Days are counted so [D]:
- "50%": on the first counted day after half of the limit's days (rounded up) are over.
- "… left": n days are left on the day from which n more lead to the day the limit ends (after rolling). On
  that day itself nothing is left. `d` are days of the limit's own counting, `wd` always working days.
- "max(3d, 20%) left": n is a fifth of the length, extension included, rounded down, and at least 3.
- "1 reminder at half time": on the middle day (rounded up); of one day that is the last: red alone.
- "last day": on the day the limit ends.
A holiday may bring a strong warning before a weak one; then the weak one is not said at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from services.deadlines.domain.calendar import ONE_DAY
from services.deadlines.domain.clocks import Kind, Level, Moment
from services.deadlines.domain.counting import (
    CLOSING_TIME,
    SHANGHAI,
    Counting,
    local_day,
    nth_day,
    start_of,
)

if TYPE_CHECKING:
    from datetime import date

    from services.deadlines.domain.calendar import WorkCalendar
    from services.deadlines.domain.clocks import ClockRule
    from services.deadlines.domain.explanation import Counted

LEAST_DAYS_LEFT = 3
WORKDAYS_LEFT = {
    Moment.ONE_WORKDAY_LEFT: 1,
    Moment.TWO_WORKDAYS_LEFT: 2,
    Moment.THREE_WORKDAYS_LEFT: 3,
    Moment.BEFORE_NOTICE_DAY: 2,
    Moment.BEFORE_PERIOD_END: 3,
}
DAYS_LEFT = {Moment.THREE_DAYS_LEFT: 3, Moment.TEN_DAYS_LEFT: 10}


class Signal(StrEnum):
    """What is said; a right is reminded and lapses, it never has a colour."""

    REMINDER = "REMINDER"
    BLUE = "BLUE"
    YELLOW = "YELLOW"
    RED = "RED"
    BLACK = "BLACK"
    LAPSED = "LAPSED"

    @property
    def level(self) -> Level:
        return Level.GREEN if self in (Signal.REMINDER, Signal.LAPSED) else Level(self.value)


@dataclass(frozen=True, slots=True)
class Turn:
    at: datetime
    signal: Signal


def turns(rule: ClockRule, counted: Counted, calendar: WorkCalendar) -> tuple[Turn, ...]:
    """What is to be said of a limit, in order; the last is the moment after its end."""
    end = Signal.BLACK if rule.kind is Kind.DUTY else Signal.LAPSED
    kept = [Turn(counted.due.over_at, end)]
    for warn in reversed(rule.warnings):
        if warn.at in (Moment.DUE_PASSED, Moment.END):
            continue
        at = max(_instant(warn.at, counted, calendar), counted.start)
        if at < kept[-1].at:
            kept.append(Turn(at, Signal(warn.level or Signal.REMINDER)))
    return tuple(reversed(kept))


def _instant(moment: Moment, counted: Counted, calendar: WorkCalendar) -> datetime:
    if moment is Moment.HOUR_BEFORE_CLOSING:
        return datetime.combine(counted.due.due_on, CLOSING_TIME, SHANGHAI) - timedelta(hours=1)
    return start_of(_day(moment, counted, calendar))


def _day(moment: Moment, counted: Counted, calendar: WorkCalendar) -> date:
    due_on, total = counted.due.due_on, counted.limit.total
    if moment in WORKDAYS_LEFT:
        return calendar.add_workdays(due_on, -WORKDAYS_LEFT[moment])
    if moment in DAYS_LEFT:
        return _days_before(due_on, DAYS_LEFT[moment], counted, calendar)
    half = (total + 1) // 2
    if moment is Moment.FIFTH_LEFT:
        return _days_before(due_on, max(LEAST_DAYS_LEFT, total // 5), counted, calendar)
    if moment is Moment.HALF_USED:
        return _ordinal(half + 1, counted, calendar)
    if moment is Moment.HALF_TIME:
        return _ordinal(half, counted, calendar)
    return due_on


def _days_before(due_on: date, days: int, counted: Counted, calendar: WorkCalendar) -> date:
    if counted.limit.counting is Counting.WORKING:
        return calendar.add_workdays(due_on, -days)
    return due_on - days * ONE_DAY


def _ordinal(n: int, counted: Counted, calendar: WorkCalendar) -> date:
    return nth_day(local_day(counted.start), n, counted.limit.counting, calendar, counted.pauses)
