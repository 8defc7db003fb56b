"""A limit stands still: while it does, it is not due."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.clock_held import ClockHeld
from services.analytics.known import the_clock
from services.analytics.store import CLOCK_FACTS


async def on_clock_held(heard: Heard[ClockHeld], work: Work) -> None:
    fact = await the_clock(work, heard.event.clock_id)
    await work.save(CLOCK_FACTS, heard.event.clock_id, fact.stands_still())
