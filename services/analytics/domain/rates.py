"""A rate is a fraction; what is rounded is only what is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from services.analytics.domain.facts import ClockFact, Standing

SMALL = 10  # below that a rate says little (spec/metrics 0)


@dataclass(frozen=True, slots=True)
class Rate:
    """Numerator and denominator, always both."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """Of nothing there is no rate: neither 0 nor 100."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def per_cent(self) -> float | None:
        """For display: two decimals, half up, reckoned in whole numbers."""
        if not self.denominator:
            return None
        hundredths = (20_000 * self.numerator + self.denominator) // (2 * self.denominator)
        return hundredths / 100

    @property
    def is_small_sample(self) -> bool:
        return self.denominator < SMALL

    def meets(self, target: Fraction) -> bool | None:
        return None if self.value is None else self.value >= target

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.numerator + other.numerator, self.denominator + other.denominator)


NOTHING = Rate(0, 0)


def met_of_due(clocks: Iterable[ClockFact], now: datetime) -> Rate:
    """Of these clocks, those met among those due."""
    standings = [clock.standing(now) for clock in clocks]
    met = standings.count(Standing.MET)
    return Rate(met, met + standings.count(Standing.MISSED))
