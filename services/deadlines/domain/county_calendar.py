"""The work calendar of one county: notices that were loaded, each proposed by one person and approved by another.

Every approved notice is a version. What is in force is the release's own calendar with the notices laid over it in
their order: a national notice takes the place of its year, a local one adds its days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from services.deadlines.domain.calendar import SpecialDay, WorkCalendar
from services.deadlines.domain.notice import NEW_YEAR, Notice

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Loaded:
    """A notice that is in force, and who answers for it."""

    notice: Notice
    proposed_by: str
    approved_by: str
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """A notice that waits for a second person."""

    notice: Notice
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CountyCalendar:
    """`version` counts the notices approved so far."""

    county: str
    version: int = 0
    loaded: tuple[Loaded, ...] = ()
    proposed: Proposed | None = None

    def over(self, base: WorkCalendar) -> WorkCalendar:
        """What is in force."""
        calendar = base
        for each in self.loaded:
            calendar = laid_over(calendar, each.notice)
        return calendar

    def preview(self, base: WorkCalendar) -> WorkCalendar | None:
        """What would be in force if the proposal were approved."""
        if self.proposed is None:
            return None
        return laid_over(self.over(base), self.proposed.notice)


def laid_over(calendar: WorkCalendar, notice: Notice) -> WorkCalendar:
    """The calendar once a notice is in force: its next edition."""
    added = {day.on: SpecialDay(day.nature, day.name, notice.number) for day in notice.days}
    edition = calendar.edition + 1
    after = replace(calendar, edition=edition, loaded=(*calendar.loaded, (edition, _first(notice))))
    if notice.is_local:
        return replace(after, special={**calendar.special, **added})
    kept = {on: day for on, day in calendar.special.items() if not _replaced(on, day, notice.year)}
    notices = dict(sorted({**calendar.notices, notice.year: notice.number}.items()))
    return replace(after, special={**kept, **added}, notices=notices)


def _first(notice: Notice) -> date:
    """The first day that may be another than before: one of its own, or one of those that it replaces."""
    own = min((day.on for day in notice.days), default=date.max)
    return own if notice.is_local else min(own, date(notice.year - 1, 12, 1))


def _replaced(on: date, day: SpecialDay, year: int) -> bool:
    """The year's own days, and those of its New Year that lie in the last week before it."""
    return on.year == year or (on.year == year - 1 and on.month == 12 and NEW_YEAR in day.name)


def approved(
    calendar: CountyCalendar, notice: Notice, by: str, proposed_by: str, at: datetime
) -> CountyCalendar:
    """The calendar after one more notice."""
    loaded = (*calendar.loaded, Loaded(notice, proposed_by, by, at))
    return replace(calendar, version=calendar.version + 1, loaded=loaded, proposed=None)


def changed_days(before: WorkCalendar, after: WorkCalendar) -> Mapping[date, tuple[bool, bool]]:
    """Days that are worked under one calendar and not under the other."""
    days = sorted({*before.special, *after.special})
    both = {day: (before.is_workday(day), after.is_workday(day)) for day in days}
    return {day: (was, is_) for day, (was, is_) in both.items() if was != is_}
