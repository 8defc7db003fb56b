"""What the dispatcher writes into the form, as the matter keeps it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from services.routing.domain.days import end_of


def test_a_report_due_on_a_day_may_come_until_the_day_ends_in_the_county() -> None:
    until = end_of(date(2026, 9, 28))
    assert until == datetime(2026, 9, 28, 15, 59, 59, 999000, UTC)
    assert until.tzinfo is UTC, "the event and the stored state spell it alike"
