"""The work calendar that came with this release: the years that the pinned library `chinesecalendar` knows.

Later years come from loaded notices (ADR 0030).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from services.deadlines.domain.calendar import DayNature, SpecialDay, WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

LIBRARY = "chinesecalendar"
EDITIONS = 10_000  # that many notices may be loaded beside one release of the library
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


@cache
def committed() -> WorkCalendar:
    """2004 and on, to the last year of the library; each year names its notice, or the library where we have not read it."""
    special = dict(_days())
    notices = _notices({day.year for day in special})
    return WorkCalendar(special, notices, edition=max(notices) * EDITIONS)


def _days() -> Iterator[tuple[date, SpecialDay]]:
    from chinese_calendar.constants import holidays, workdays

    for nature, days in ((DayNature.HOLIDAY, holidays), (DayNature.MAKEUP_WORKDAY, workdays)):
        for day, name in days.items():
            yield day, SpecialDay(nature, NAMES[name])


def _notices(years: set[int]) -> dict[int, str]:
    text = files(__name__).joinpath("notices.toml").read_text(encoding="utf-8")
    read = {int(year): number for year, number in tomllib.loads(text).items()}
    return {year: read.get(year, f"{LIBRARY} {version(LIBRARY)}") for year in sorted(years)}
