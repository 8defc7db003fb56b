"""A visitor has filled in an on-site service card (服务评价卡) [S1 6]."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event
from lianjie_contracts.vocabulary import CardObject, Satisfaction


class ServiceCardGiven(Event):
    """One answer about one object, of nobody: neither ticket, desk, clerk nor hour is in it, and the visitor's words stay with intake.

    `occurred_at` is noon of the day: the minute would tell whose card it is.
    """

    type: ClassVar[str] = "service_card_given"
    topic: ClassVar[str] = "intake.cards.{county}.v1"

    card_id: str
    county: County
    day: date
    object: CardObject
    level: Satisfaction
    first_of_visit: bool = Field(
        default=False, description="no other card of the same visit was given before"
    )
    with_words: bool = Field(default=False, description="the visitor has also written something")
