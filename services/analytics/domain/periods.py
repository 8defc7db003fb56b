"""Months as the public counts them: by the calendar of Asia/Shanghai."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Month:
    """Written 2026-11."""

    text: str

    @classmethod
    def of(cls, instant: datetime) -> Month:
        return cls(f"{instant.astimezone(SHANGHAI):%Y-%m}")

    @property
    def begins_at(self) -> datetime:
        year, month = map(int, self.text.split("-"))
        return datetime(year, month, 1, tzinfo=SHANGHAI).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The first instant of the month after."""
        year, month = map(int, self.text.split("-"))
        return Month(f"{year + month // 12}-{month % 12 + 1:02}").begins_at
