"""A visitor has filled in an on-site card: one more answer, of nobody."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.service_card_given import ServiceCardGiven
from services.analytics.domain.hall import CardFact
from services.analytics.store import CARD_FACTS


async def on_service_card_given(heard: Heard[ServiceCardGiven], work: Work) -> None:
    event = heard.event
    fact = CardFact(
        event.county, f"{event.day:%Y-%m}", event.day, event.object, event.level, event.first_of_visit
    )
    await work.save(CARD_FACTS, event.card_id, fact)
