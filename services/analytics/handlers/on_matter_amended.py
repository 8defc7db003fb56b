"""A matter counts under the class and category that it has now."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_amended import MatterAmended
from services.analytics.known import the_matter
from services.analytics.store import MATTER_FACTS


async def on_matter_amended(heard: Heard[MatterAmended], work: Work) -> None:
    event = heard.event
    fact = await the_matter(work, event.matter_id)
    now = replace(fact, matter_class=event.matter_class, category=event.category)
    await work.save(MATTER_FACTS, event.matter_id, now)
