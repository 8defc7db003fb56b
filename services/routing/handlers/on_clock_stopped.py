"""A duty is done: it keeps the matter from the archive no longer."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.clock_stopped import ClockStopped
from services.routing.domain.windows import OUTLASTING
from services.routing.handlers.on_clock_started import matter_of, timed
from services.routing.store import MATTERS


async def on_clock_stopped(heard: Heard[ClockStopped], work: Work) -> None:
    if heard.event.clock in OUTLASTING:
        matter = await matter_of(work, heard.event)
        await work.save(MATTERS, matter.matter_id, timed(matter, heard.event))
