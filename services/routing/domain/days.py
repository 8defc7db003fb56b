"""Days of the counties as instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


def end_of(day: date) -> datetime:
    """The last moment of a day in the counties; in UTC, so that the same instant is spelled the same everywhere."""
    return datetime.combine(day, time(23, 59, 59, 999000), LOCAL).astimezone(UTC)


def day_of(at: datetime) -> date:
    """The day it is in the counties."""
    return at.astimezone(LOCAL).date()
