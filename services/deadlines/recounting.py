"""The job that holds every open clock against a new work calendar, while work goes on.

A sheet is marked with the edition it was counted by, in the same write as what is told of it: so each moved date is
told once, whoever dies on the way, and what is left is found again. Several processes may do it.
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from services.deadlines.keeping import count_again
from services.deadlines.store import CALENDARS, SHEETS
from services.deadlines.ticking import AT_ONCE, BREATH, tick_some

if TYPE_CHECKING:
    from chassis.mongo import Mongo
    from chassis.service import Parts
    from services.deadlines.law import Law
    from services.deadlines.settings import DeadlinesSettings

LOOKED_AT = 1000  # sheets of which some are taken by chance, so that two processes seldom meet


async def look_at_calendars(parts: Parts[DeadlinesSettings], law: Law) -> None:
    """Adopt what was approved since the last look, and count again what was counted by less."""
    counties = [county.code for county in parts.directory.counties]
    kept = await parts.store.get(CALENDARS, counties)
    for county in counties:
        law.adopt(county, kept[county].state if county in kept else None)
        await _count_again(parts, law, county)


async def _count_again(parts: Parts[DeadlinesSettings], law: Law, county: str) -> None:
    """Stops where nothing comes of it: a race was lost, or a sheet cannot be counted; the next look finds it again."""
    edition = law.edition(county)
    while ids := await stale(parts.mongo, county, edition):
        some = random.sample(ids, min(AT_ONCE, len(ids)))
        counted = await tick_some(parts.store, some, law, parts.clock.now(), count_again)
        if not counted:
            return
        for document in counted:
            parts.relay.wake(document.kind, document.id)
        await asyncio.sleep(BREATH)


async def stale(mongo: Mongo, county: str, edition: int) -> list[str]:
    """Open sheets of a county that were counted by an older calendar."""
    where = {"state.county": county, "state.is_open": True, "state.edition": {"$lt": edition}}
    rows = await mongo.find(SHEETS.name, where, limit=LOOKED_AT, only={"_id": 1})
    return [row["_id"] for row in rows]
