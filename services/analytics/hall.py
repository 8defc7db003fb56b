"""R11 and R12, counted at the moment of asking over the days of a month that are over."""

from __future__ import annotations

from typing import Any

from chassis.mongo import Mongo
from lianjie_contracts.vocabulary import CardObject, Satisfaction
from services.analytics.counting import Question
from services.analytics.domain.hall import HALL_RATES, HallRate, Of, told
from services.analytics.domain.periods import SHANGHAI
from services.analytics.domain.rates import Rate
from services.analytics.store import CARD_FACTS, VISIT_FACTS

CONTENT = [Satisfaction.SATISFIED.value, Satisfaction.FAIRLY_SATISFIED.value]


async def hall_rates(mongo: Mongo, asked: Question) -> list[tuple[HallRate, Rate | None]]:
    """Of a county, never of a unit or a desk; None where fewer than five cards were given."""
    return [(definition, await _counted(mongo, asked, definition)) for definition in HALL_RATES]


async def _counted(mongo: Mongo, asked: Question, definition: HallRate) -> Rate | None:
    over = within(asked)
    if definition.of is Of.GIVEN:
        given = await mongo.count(CARD_FACTS.name, {**over, "state.first": True})
        return told(Rate(given, await mongo.count(VISIT_FACTS.name, over)), given)
    about = {**over, "state.object": CardObject.SERVICE_ATTITUDE.value}
    cards = await mongo.count(CARD_FACTS.name, about)
    content = await mongo.count(CARD_FACTS.name, {**about, "state.level": {"$in": CONTENT}})
    return told(Rate(content, cards), cards)


def within(asked: Question) -> dict[str, Any]:
    """Days that are over: while a day lasts, each new card could be told from the sum before it."""
    today = asked.now.astimezone(SHANGHAI).date().isoformat()
    return {"state.county": asked.scope.county, "state.month": asked.month.text, "state.day": {"$lt": today}}
