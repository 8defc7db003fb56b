"""A matter goes to its units; the lead is the responsible one."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from services.analytics.known import the_matter
from services.analytics.store import MATTER_FACTS


async def on_matter_dispatched(heard: Heard[MatterDispatched], work: Work) -> None:
    event = heard.event
    fact = await the_matter(work, event.matter_id)
    lead = event.assignments[0].unit
    await work.save(MATTER_FACTS, event.matter_id, fact.dispatched(lead, event.mode, event.occurred_at))
