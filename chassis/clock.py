"""The one clock: every instant the business sees comes from here, so that tests and drills can set it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """`now` is always aware, in UTC, with milliseconds (what the database keeps)."""

    def now(self) -> datetime: ...


def _milliseconds(instant: datetime) -> datetime:
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


class SystemClock:
    """The machine's clock, or the same clock shifted to begin at `start` (development and drills only)."""

    def __init__(self, start: datetime | None = None) -> None:
        self._shift = start - datetime.now(UTC) if start else timedelta()

    def now(self) -> datetime:
        return _milliseconds(datetime.now(UTC) + self._shift)


class SettableClock:
    """Stands still until told otherwise."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return _milliseconds(self.at.astimezone(UTC))

    def advance(self, by: timedelta) -> None:
        self.at += by
