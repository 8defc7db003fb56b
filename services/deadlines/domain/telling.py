"""Whom a warning reaches and when: posts by level, in working hours, each warning in one morning's digest and in no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from services.deadlines.domain.calendar import ONE_DAY
from services.deadlines.domain.counting import SHANGHAI, local_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from services.deadlines.domain.calendar import WorkCalendar
    from services.deadlines.domain.clock import Clock
    from services.deadlines.domain.clocks import ClockRule, Level


@dataclass(frozen=True, slots=True)
class Telling:
    """`unit` and `office`: the posts told of a limit that a unit, or the office, owes, by level."""

    opens_at: time
    closes_at: time
    unit: Mapping[Level, frozenset[str]]
    office: Mapping[Level, frozenset[str]]
    at_once: frozenset[Level]

    def told(self, clock: Clock, rule: ClockRule) -> frozenset[str]:
        """The posts that hear of the level at which a clock stands; nobody of one that is far off."""
        posts = (self.unit if clock.unit else self.office).get(clock.level, frozenset())
        return frozenset(rule.owner_role if post == "owner" else post for post in posts)

    def morning(self, by: datetime, calendar: WorkCalendar) -> datetime:
        """The last hour of a working day, not after `by`, at which a digest was put before people."""
        day = local_day(by)
        while not (calendar.is_workday(day) and self._opening(day) <= by):
            day -= ONE_DAY
        return self._opening(day)

    def before(self, morning: datetime, calendar: WorkCalendar) -> datetime:
        """The working morning before that one: what was said from then on, is this one's."""
        return self.morning(morning - timedelta(milliseconds=1), calendar)

    def when(self, level: Level, at: datetime, calendar: WorkCalendar) -> datetime:
        """When people are told: what is urgent at once if they are at work, all else with the next working morning."""
        day = local_day(at)
        if (
            level in self.at_once
            and calendar.is_workday(day)
            and self._opening(day) <= at < self._closing(day)
        ):
            return at
        while not (calendar.is_workday(day) and at < self._opening(day)):
            day += ONE_DAY
        return self._opening(day)

    def _closing(self, day: date) -> datetime:
        return datetime.combine(day, self.closes_at, SHANGHAI)

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, self.opens_at, SHANGHAI)
