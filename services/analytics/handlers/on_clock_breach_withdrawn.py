"""A breach is taken back: the act was in time, or the limit ends later."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.clock_breach_withdrawn import ClockBreachWithdrawn
from services.analytics.known import the_clock
from services.analytics.store import CLOCK_FACTS


async def on_clock_breach_withdrawn(heard: Heard[ClockBreachWithdrawn], work: Work) -> None:
    event = heard.event
    fact = await the_clock(work, event.clock_id)
    await work.save(CLOCK_FACTS, event.clock_id, fact.breach_withdrawn(event.stopped_at, event.due_at))
