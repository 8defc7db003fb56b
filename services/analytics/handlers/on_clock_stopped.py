"""The act was done; deadlines says whether in time."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.clock_stopped import ClockStopped
from services.analytics.known import the_clock
from services.analytics.store import CLOCK_FACTS


async def on_clock_stopped(heard: Heard[ClockStopped], work: Work) -> None:
    event = heard.event
    fact = (await the_clock(work, event.clock_id)).due(event.due_at)
    await work.save(CLOCK_FACTS, event.clock_id, fact.stopped(event.stopped_at, met=event.met))
