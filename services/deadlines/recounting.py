"""The job that holds every open clock against a new work calendar, while work goes on.

A sheet is marked with the edition it was counted by, in the same write as what is told of it, if anything is: so each moved
date is told once, whoever dies on the way, and what is left is found again. Several processes may do it.
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from chassis.mongo import Update
from services.deadlines.domain.sheet import recount
from services.deadlines.keeping import count_again
from services.deadlines.store import CALENDARS, SHEETS
from services.deadlines.ticking import AT_ONCE, BREATH, tick_some

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from chassis.documents import Document
    from chassis.mongo import Mongo
    from chassis.service import Parts
    from services.deadlines.domain.sheet import ClockSheet
    from services.deadlines.law import Law
    from services.deadlines.settings import DeadlinesSettings

LOOKED_AT = 1000  # sheets found at a time


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
        random.shuffle(ids)  # so that two processes seldom meet
        looked_at = 0
        for start in range(0, len(ids), AT_ONCE):
            looked_at += await _some(parts, law, ids[start : start + AT_ONCE], edition)
            await asyncio.sleep(BREATH)
        if not looked_at:
            return


async def _some(parts: Parts[DeadlinesSettings], law: Law, ids: Sequence[str], edition: int) -> int:
    """How many of these sheets are now counted by that edition: of those whose dates stand, only that is written down."""
    documents = (await parts.store.get(SHEETS, ids)).values()
    older = [document for document in documents if document.state and document.state.edition < edition]
    standing = [document for document in older if _stands(document.state, law, parts.clock.now())]
    marked = await parts.mongo.bulk(SHEETS.name, [_marked(each, edition) for each in standing])
    kept = {document.id for document in standing}
    moved = [document.id for document in older if document.id not in kept]
    counted = await tick_some(parts.store, moved, law, parts.clock.now(), count_again) if moved else []
    for document in counted:
        parts.relay.wake(document.kind, document.id)
    return marked + len(counted)


def _stands(sheet: ClockSheet | None, law: Law, now: datetime) -> bool:
    assert sheet is not None
    return recount(sheet, law.under(sheet.profile, sheet.county), now) == (sheet, ())


def _marked(document: Document[ClockSheet], edition: int) -> Update:
    """Counted as it was read. Who has read it too, and saves it, says by which calendar: an older one is found again."""
    return Update({"_id": document.id, "version": document.version}, {"$set": {"state.edition": edition}})


async def stale(mongo: Mongo, county: str, edition: int) -> list[str]:
    """Open sheets of a county that were counted by an older calendar."""
    where = {"state.county": county, "state.is_open": True, "state.edition": {"$lt": edition}}
    rows = await mongo.find(SHEETS.name, where, limit=LOOKED_AT, only={"_id": 1})
    return [row["_id"] for row in rows]
