"""The office has ended the matter at the counter (登记环节办结)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from services.analytics.known import the_matter
from services.analytics.store import MATTER_FACTS


async def on_matter_closed_at_intake(heard: Heard[MatterClosedAtIntake], work: Work) -> None:
    event = heard.event
    fact = await the_matter(work, event.matter_id)
    await work.save(MATTER_FACTS, event.matter_id, fact.closed(event.outcome, event.occurred_at))
