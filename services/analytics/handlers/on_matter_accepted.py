"""A unit has accepted the matter."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_accepted import MatterAccepted
from services.analytics.known import the_matter
from services.analytics.store import MATTER_FACTS


async def on_matter_accepted(heard: Heard[MatterAccepted], work: Work) -> None:
    fact = await the_matter(work, heard.event.matter_id)
    await work.save(MATTER_FACTS, heard.event.matter_id, fact.accepted(heard.event.occurred_at))
