"""A duty was not done in time."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.clock_breached import ClockBreached
from services.analytics.known import the_clock
from services.analytics.store import CLOCK_FACTS


async def on_clock_breached(heard: Heard[ClockBreached], work: Work) -> None:
    fact = await the_clock(work, heard.event.clock_id)
    await work.save(CLOCK_FACTS, heard.event.clock_id, fact.due(heard.event.due_at).breached())
