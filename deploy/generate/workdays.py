"""When offices work: instants in the counties' time, so that made-up acts do not happen at night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
OPENS, HOURS = time(8, 30), 8.5


def workdays(begins: datetime, ends: datetime) -> list[datetime]:
    """The openings of all days from Monday to Friday that lie wholly between two instants."""
    first = datetime.combine(begins.astimezone(LOCAL).date() + timedelta(days=1), OPENS, LOCAL)
    days = (first + timedelta(days=n) for n in range((ends - first).days + 1))
    return [day for day in days if day.weekday() < 5 and day + timedelta(hours=HOURS) <= ends]


def at_position(days: list[datetime], position: float) -> datetime:
    """The instant that far through the working time of all days; `position` from 0 to 1."""
    day, within = divmod(position * len(days), 1)
    return _plain(days[min(int(day), len(days) - 1)] + timedelta(hours=within * HOURS))


def after(at: datetime, span: tuple[float, float], chance: Random) -> datetime:
    """A moment so many days later, at least a minute, when somebody is there."""
    later = (at + timedelta(days=chance.uniform(*span), minutes=1)).astimezone(LOCAL)
    opening = datetime.combine(later.date(), OPENS, LOCAL)
    if later.weekday() < 5 and opening <= later <= opening + timedelta(hours=HOURS):
        return _plain(later)
    if later > opening or later.weekday() >= 5:
        opening += timedelta(days=1)
    while opening.weekday() >= 5:
        opening += timedelta(days=1)
    return _plain(opening + timedelta(seconds=chance.uniform(0, HOURS * 3600)))


def _plain(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)
