"""When a limit would end that begins on a given day: for every clock of the table, whether it runs here or not.

What cannot be told from a day alone says so by the clock's number; the words of what is lacking are the asker's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lianjie_contracts.profiles import line, profiles
from services.deadlines.domain.counting import due_date, start_of
from services.deadlines.domain.explanation import Counted

if TYPE_CHECKING:
    from datetime import date

    from services.deadlines.domain.calendar import WorkCalendar
    from services.deadlines.domain.clocks import ClockRule, ClockTable
    from services.deadlines.domain.counting import Limit, Pause

# These hang on an hour, on another day, on a level of office or on a plan, not on the day they begin.
LACKING = frozenset({"C01", "C15", "C18", *(f"C{n}" for n in range(28, 36))})
EXTENSION, EXTENDED = "C08", "C07"  # the one limit whose extension is a row of its own
MOST = 366  # days, where the table knows no maximum


def known_profiles(table: ClockTable) -> tuple[str, ...]:
    """All rule profiles, and the variants that single rows of the table have."""
    return tuple(sorted({*profiles(), *(name for rule in table.rules.values() for name in rule.profiles)}))


def foretold(
    rule: ClockRule, table: ClockTable, start_on: date, extension: int, pauses: tuple[Pause, ...], calendar: WorkCalendar
) -> Counted:  # fmt: skip
    """How the limit is counted; `table` is under the same profile as the row. Raises ValueError for a clock that is LACKING."""
    start = start_of(start_on)
    limit = replace(usual(rule, table), extension=extension)
    return Counted(start, limit, due_date(start, limit, calendar, pauses), pauses)


def usual(rule: ClockRule, table: ClockTable) -> Limit:
    """The length of the row, or what stands in its place where the end is a date that somebody names."""
    return table.rules[rule.default_as].limit if rule.default_as else rule.limit


def most_extension(rule: ClockRule, table: ClockTable, profile: str) -> int:
    """By how many units the limit may be extended at most; 0: not at all [R22 34 for C07]."""
    if rule.id == EXTENDED:
        return table.rules[EXTENSION].length or 0
    if rule.id == EXTENSION:
        return 0
    local = next((rule.profiles[name] for name in line(profile) if name in rule.profiles), None)
    said = str(local.remarks.get("extension", rule.extension)) if local else rule.extension
    if said.startswith("none"):
        return 0
    most = re.search(r"(\d+) w?d", said)
    return int(most[1]) if most else MOST
