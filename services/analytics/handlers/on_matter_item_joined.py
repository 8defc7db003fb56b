"""A further item of the same matter: one more item, no more matters."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from services.analytics.domain.facts import ItemFact
from services.analytics.known import the_matter
from services.analytics.store import MATTER_FACTS


async def on_matter_item_joined(heard: Heard[MatterItemJoined], work: Work) -> None:
    event = heard.event
    item = ItemFact.of(
        event.item_id, event.item_no, event.received_at, event.channel, event.source, event.headcount
    )
    fact = await the_matter(work, event.matter_id)
    await work.save(MATTER_FACTS, event.matter_id, fact.joined_by(item))
