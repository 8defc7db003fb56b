"""A flood is refused for the rest of its minute, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.intake.rate import Rate

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_so_many_a_minute_are_taken_and_then_none_until_the_next() -> None:
    rate, later = Rate(2), NOON + timedelta(seconds=59)
    assert [rate.takes(at) for at in (NOON, NOON, later, later)] == [True, True, False, False]
    assert rate.takes(NOON + timedelta(minutes=1))
