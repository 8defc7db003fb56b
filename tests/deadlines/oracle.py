"""Another way to count, slow and plain: walk one day after the other and ask of each whether it counts.

It shares nothing with the program but the specification: the calendar is asked of the library's own functions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

import chinese_calendar

KNOWN = range(2004, 2027)
Works = Callable[[date], bool]


def works(day: date) -> bool:
    """By the library; of a year it does not know, by the week."""
    return bool(chinese_calendar.is_workday(day)) if day.year in KNOWN else day.weekday() < 5


def walked(start: date, days: int, *, only_workdays: bool, left_out: Collection[date] = (), works: Works = works) -> tuple[date, date]:  # fmt: skip
    """The last counted day, and the first working day from it on."""
    day, left = start, days
    while left:
        day += timedelta(days=1)
        if day not in left_out and (works(day) or not only_workdays):
            left -= 1
    due = day
    while not works(due):
        due += timedelta(days=1)
    return day, due


def between(first: date, last: date) -> frozenset[date]:
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))
