"""A limit begins to run, or runs again, to the end it names."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.clock_started import ClockStarted
from services.analytics.domain.facts import ClockFact
from services.analytics.store import CLOCK_FACTS


async def on_clock_started(heard: Heard[ClockStarted], work: Work) -> None:
    """deadlines tells a limit that has moved, or runs again after a hold, by its start with the new date."""
    event = heard.event
    fact = await work.load(CLOCK_FACTS, event.clock_id) or ClockFact.started(
        event.matter_id, event.county, event.clock, event.kind, event.due_at, event.unit
    )
    await work.save(CLOCK_FACTS, event.clock_id, fact.due(event.due_at))
