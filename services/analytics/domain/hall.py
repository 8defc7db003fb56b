"""What is known of a visit to a hall and of an on-site card, and the two rates made of them (R11, R12).

Neither knows of the other: a card is of nobody. So a visit counts as rated by a card that says it is the first of its visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from lianjie_contracts.vocabulary import CardObject, Satisfaction
from services.analytics.domain.rates import Rate

LEAST_TOLD = 5  # cards; fewer are told to nobody [D], as intake does


@dataclass(frozen=True, slots=True)
class VisitFact:
    """A visitor who was talked with, on a day of a county's hall."""

    county: str
    month: str
    day: date


@dataclass(frozen=True, slots=True)
class CardFact:
    """One answer; `first`: the first card of its visit."""

    county: str
    month: str
    day: date
    object: CardObject
    level: Satisfaction
    first: bool = False


class Of(StrEnum):
    """What a rate of the hall asks."""

    GIVEN = "GIVEN"
    ATTITUDE = "ATTITUDE"


@dataclass(frozen=True, slots=True)
class HallRate:
    """A rate over visits or cards of the days of a month that are over."""

    id: str
    version: int
    name_zh: str
    numerator: str
    denominator: str
    of: Of
    target: Fraction
    period: str
    source: str


HALL_RATES = (
    HallRate(
        "R11", 1, "现场评价参评率", "至少评了一项的来访", "接谈结束的来访（评价卡不记名，不与登记的信访件对应）[D]",
        Of.GIVEN, Fraction(60, 100), "month", "S1 6(2)",
    ),
    HallRate(
        "R12", 1, "服务态度满意率", "接待人员态度评为满意、基本满意的卡", "评了接待人员态度的卡",
        Of.ATTITUDE, Fraction(95, 100), "month", "S1 6(1)(2)；来源未载数值 [D]",
    ),
)  # fmt: skip


def told(rate: Rate, cards: int) -> Rate | None:
    """The rate, if enough cards are behind it to be of nobody."""
    return rate if cards >= LEAST_TOLD else None
