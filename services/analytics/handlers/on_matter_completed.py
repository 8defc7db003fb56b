"""The opinion has reached the petitioner: the matter is done (办结)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_completed import MatterCompleted
from services.analytics.known import the_matter
from services.analytics.store import MATTER_FACTS


async def on_matter_completed(heard: Heard[MatterCompleted], work: Work) -> None:
    fact = await the_matter(work, heard.event.matter_id)
    await work.save(MATTER_FACTS, heard.event.matter_id, fact.completed(heard.event.served_at))
