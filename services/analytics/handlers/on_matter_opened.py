"""A matter is opened: it and its first item begin to count; of a sister the item counts where it was registered."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_opened import MatterOpened
from services.analytics.domain.facts import ItemFact, MatterFact
from services.analytics.store import MATTER_FACTS


async def on_matter_opened(heard: Heard[MatterOpened], work: Work) -> None:
    event = heard.event
    item = ItemFact.of(
        event.item_id, event.item_no, event.received_at, event.channel, event.source, event.headcount
    )
    fact = MatterFact(
        event.county,
        event.matter_class,
        event.occurred_at,
        event.category,
        items=() if event.split_from else (item,),
    )
    await work.save(MATTER_FACTS, event.matter_id, fact)
