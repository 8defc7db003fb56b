"""The rules in force: the table of clocks, the work calendar and the grace, under each profile."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from lianjie_contracts.profiles import NATIONAL
from services.deadlines import calendar, table
from services.deadlines.domain.clock import Terms

if TYPE_CHECKING:
    from datetime import timedelta

    from services.deadlines.domain.calendar import WorkCalendar
    from services.deadlines.domain.clocks import ClockRule, ClockTable
    from services.deadlines.domain.county_calendar import CountyCalendar


class Law:
    """One per process; the terms of a profile in a county are made when its first matter is heard."""

    def __init__(self, clocks: ClockTable, work_calendar: WorkCalendar, grace: timedelta) -> None:
        self.base = work_calendar
        self._clocks = clocks
        self._grace = grace
        self._calendars: dict[str, WorkCalendar] = {}
        self._terms: dict[tuple[str, str], Terms] = {}

    def under(self, profile: str, county: str = "") -> Terms:
        """By what a county's clocks are judged; no county: by the calendar that came with the release."""
        if (profile, county) not in self._terms:
            calendar = self.calendar(county) or self.base
            self._terms[profile, county] = Terms(self._clocks.under(profile), calendar, self._grace)
        return self._terms[profile, county]

    def calendar(self, county: str) -> WorkCalendar | None:
        """The county's calendar as last looked up; None: nobody has looked yet."""
        return self._calendars.get(county)

    def edition(self, county: str) -> int:
        """Of the calendar by which the county's limits are counted here."""
        return (self.calendar(county) or self.base).edition

    def adopt(self, county: str, kept: CountyCalendar | None) -> None:
        """From now on the county's limits are counted by what it has loaded; never back to an older edition."""
        calendar = kept.over(self.base) if kept else self.base
        known = self._calendars.get(county)
        if known is None or known.edition < calendar.edition:
            self._calendars[county] = calendar
            self._terms = {key: terms for key, terms in self._terms.items() if key[1] != county}

    def changed_by(self, profile: str) -> list[dict[str, Any]]:
        """Each limit that is another length under the profile, or runs only under one of the two."""
        here = self._clocks.under(profile).rules
        pairs = ((rule, here[id_]) for id_, rule in self._clocks.under(NATIONAL).rules.items())
        return [
            {"rule": rule.id, "name": rule.name_zh, "national": _length(rule), "here": _length(other)}
            for rule, other in pairs
            if _length(rule) != _length(other)
        ]


def _length(rule: ClockRule) -> dict[str, Any]:
    return {"length": rule.length, "unit": rule.unit.value, "enabled": rule.enabled}


@cache
def committed(grace: timedelta) -> Law:
    """The table and the calendar that came with this release."""
    return Law(table.committed(), calendar.committed(), grace)
