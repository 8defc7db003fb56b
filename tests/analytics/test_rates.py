"""A rate is exact until it is shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from services.analytics.domain.rates import NOTHING, Rate


def test_of_nothing_there_is_no_rate_neither_nought_nor_a_hundred() -> None:
    assert NOTHING.value is None
    assert NOTHING.per_cent is None
    assert NOTHING.meets(Fraction(1)) is None
    assert NOTHING.is_small_sample


@pytest.mark.parametrize(
    ("met", "due", "shown"),
    [
        (1, 3, 33.33),
        (2, 3, 66.67),
        (1, 8, 12.5),
        (1, 800, 0.13),
        (1, 1600, 0.06),
        (0, 7, 0.0),
        (7, 7, 100.0),
        (199, 200, 99.5),
    ],
)
def test_it_is_shown_with_two_decimals_half_up(met: int, due: int, shown: float) -> None:
    assert Rate(met, due).per_cent == shown


def test_what_looks_like_a_hundred_but_is_not_misses_the_target() -> None:
    rate = Rate(99_999, 100_000)
    assert rate.per_cent == 100.0
    assert rate.meets(Fraction(1)) is False


def test_nine_tenths_are_exactly_nine_tenths() -> None:
    assert Rate(9, 10).value == Fraction(9, 10)
    assert Rate(9, 10).meets(Fraction(9, 10)) is True
    assert Rate(899, 999).meets(Fraction(9, 10)) is False


def test_below_ten_the_sample_is_small() -> None:
    assert Rate(9, 9).is_small_sample
    assert not Rate(0, 10).is_small_sample


def test_rates_are_added_side_by_side_not_averaged() -> None:
    assert Rate(1, 1) + Rate(0, 3) == Rate(1, 4)


@given(due=st.integers(1, 10**7), data=st.data())
def test_the_whole_numbers_round_like_the_decimals(due: int, data: st.DataObject) -> None:
    met = data.draw(st.integers(0, due))
    exact = Decimal(met * 100) / Decimal(due)
    assert Rate(met, due).per_cent == float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
