"""Which days are working days: weekends, the State Council's holidays and the make-up workdays it orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE_DAY = timedelta(days=1)


class DayNature(StrEnum):
    """法定休假日 = weekend + HOLIDAY − MAKEUP_WORKDAY [spec/clocks 1]."""

    WORKDAY = "WORKDAY"
    WEEKEND = "WEEKEND"
    HOLIDAY = "HOLIDAY"
    MAKEUP_WORKDAY = "MAKEUP_WORKDAY"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that a notice takes out of the weekly rule, with the holiday it belongs to."""

    nature: DayNature
    name: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Knows the years whose notice was loaded (`notices`: year → 文号); for others the weekend rule holds.

    `edition` grows with everything that is loaded: a date counted under a smaller one is to be counted again. `loaded`:
    each edition that a notice made, with the first day about which that notice says anything.
    """

    special: Mapping[date, SpecialDay]
    notices: Mapping[int, str]
    edition: int = 0
    loaded: tuple[tuple[int, date], ...] = ()

    def nature(self, day: date) -> DayNature:
        if known := self.special.get(day):
            return known.nature
        return DayNature.WEEKEND if day.isoweekday() > 5 else DayNature.WORKDAY

    def holiday(self, day: date) -> str:
        """The holiday a special day belongs to, e.g. 国庆节; otherwise empty."""
        known = self.special.get(day)
        return known.name if known else ""

    def notice(self, day: date) -> str:
        """The number of the notice that a day follows; empty where the weekend rule stands in for one."""
        known = self.special.get(day)
        return (known.notice if known else "") or self.notices.get(day.year, "")

    def is_workday(self, day: date) -> bool:
        return self.nature(day) in (DayNature.WORKDAY, DayNature.MAKEUP_WORKDAY)

    def is_known(self, day: date) -> bool:
        return day.year in self.notices

    def same_until(self, edition: int) -> date:
        """Every day before this one is under an older edition what it is here: limits that end by then have not moved."""
        later = [first for made, first in self.loaded if made > edition]
        return min(later, default=date.max) if len(later) == self.edition - edition else date.min

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return self.rolled(day + ONE_DAY)

    def rolled(self, day: date) -> date:
        """`day` itself if one works on it, else the next working day [民法典 203]."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The working day `count` working days after `day` (before it, if negative); 0 is `day` itself."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day
