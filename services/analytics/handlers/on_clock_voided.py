"""A limit falls away: it counts on neither side of a rate."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.clock_voided import ClockVoided
from services.analytics.known import the_clock
from services.analytics.store import CLOCK_FACTS


async def on_clock_voided(heard: Heard[ClockVoided], work: Work) -> None:
    fact = await the_clock(work, heard.event.clock_id)
    await work.save(CLOCK_FACTS, heard.event.clock_id, fact.voided())
