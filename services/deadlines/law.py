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


class Law:
    """One per process; a profile's terms are made when its first matter is heard."""

    def __init__(self, clocks: ClockTable, work_calendar: WorkCalendar, grace: timedelta) -> None:
        self.calendar = work_calendar
        self._clocks = clocks
        self._grace = grace
        self._terms: dict[str, Terms] = {}

    def under(self, profile: str) -> Terms:
        if profile not in self._terms:
            self._terms[profile] = Terms(self._clocks.under(profile), self.calendar, self._grace)
        return self._terms[profile]

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
