"""The fact an event is about. A stream tells its beginning first, so a missing one is waited for and shows as parked."""

from __future__ import annotations

from chassis.errors import NotYetError
from chassis.work import Work
from services.analytics.domain.facts import ClockFact, MatterFact
from services.analytics.store import CLOCK_FACTS, MATTER_FACTS


async def the_matter(work: Work, matter_id: str) -> MatterFact:
    fact = await work.load(MATTER_FACTS, matter_id)
    if fact is None:
        raise NotYetError(f"matter:{matter_id}")
    return fact


async def the_clock(work: Work, clock_id: str) -> ClockFact:
    fact = await work.load(CLOCK_FACTS, clock_id)
    if fact is None:
        raise NotYetError(f"clock:{clock_id}")
    return fact
