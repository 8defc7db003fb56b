"""Months begin at midnight in Shanghai."""

from __future__ import annotations

import pytest

from services.analytics.domain.periods import Month
from tests.analytics.builders import at


@pytest.mark.parametrize(
    ("instant", "month"),
    [
        (at("2026-10-31", "15:59"), "2026-10"),
        (at("2026-10-31", "16:00"), "2026-11"),
        (at("2026-12-31", "15:59"), "2026-12"),
        (at("2026-12-31", "16:00"), "2027-01"),
    ],
)
def test_an_instant_belongs_to_the_month_of_its_day_there(instant: object, month: str) -> None:
    assert Month.of(instant) == Month(month)  # type: ignore[arg-type]


def test_a_month_begins_where_the_one_before_ends() -> None:
    assert Month("2026-12").begins_at == at("2026-11-30", "16:00")
    assert Month("2026-12").ends_at == Month("2027-01").begins_at == at("2026-12-31", "16:00")
