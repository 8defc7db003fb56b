"""Who was registered in another county, so that it can be said where else somebody came (correction 25)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.item_sighted import ItemSighted
from services.intake.sightings import remembered
from services.intake.store import SIGHTED


async def on_item_sighted(heard: Heard[ItemSighted], work: Work, *, county: str) -> None:
    """One's own items are known better from one's own store."""
    event = heard.event
    if event.county != county:
        for person in event.people:
            held = await work.load(SIGHTED, person.key_id)
            await work.save(SIGHTED, person.key_id, remembered(held, event, person))
