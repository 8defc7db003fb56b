"""On a real database: two processes hold every open clock against a new notice, one dies on the way, and each moved date is told once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.testing import SettableClock
from chassis.work import Work
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import load
from services.deadlines import calendar, table
from services.deadlines.law import Law
from services.deadlines.previewing import preview
from services.deadlines.recounting import look_at_calendars, stale
from services.deadlines.store import CALENDARS, SHEETS
from tests.deadlines.builders import day
from tests.deadlines.test_county_calendar import COUNTY, LATE, NOTICE, NOW, in_force, proposed
from tests.deadlines.town import MATTER, Town

if TYPE_CHECKING:
    from chassis.service import Parts
    from deploy.local.mongodb import MongoDB
    from services.deadlines.domain.sheet import ClockSheet
    from services.deadlines.settings import DeadlinesSettings

MATTERS = 150
MOVES = replace(NOTICE, days=(*NOTICE.days, replace(NOTICE.days[0], on=day("2027-01-22"))))


class Process:
    """What the job uses of one process: its parts, and a law of its own."""

    def __init__(self, mongo: Mongo) -> None:
        self.mongo, self.store, self.relay = mongo, MongoStore(mongo), self
        self.clock, self.directory = SettableClock(NOW), load(DIRECTORY)
        self.law = Law(table.committed(), calendar.committed(), timedelta(minutes=10))

    def wake(self, kind: object, id_: str) -> None:
        """Nobody relays here: what was told lies in its document."""

    async def look(self) -> None:
        await look_at_calendars(cast("Parts[DeadlinesSettings]", self), self.law)

    async def save(self, kind: Any, states: dict[str, Any]) -> None:
        async with self.store.batch() as tx:
            work = Work(tx, NOW, "lianjie/deadlines")
            for id_, state in states.items():
                await work.save(kind, id_, state)
            await tx.write(work.touched(), [], [], [])


def open_sheets() -> dict[str, ClockSheet]:
    """Many matters of which C07 ends on 22 January 2027, and one without an open clock."""
    town = Town()
    town.clock.at = NOW
    town.hear(*LATE)
    sheet = town.sheets()[MATTER]
    many = {f"{MATTER}-{n}": replace(sheet, matter_id=f"{MATTER}-{n}") for n in range(MATTERS)}
    return {**many, f"{MATTER}-closed": replace(sheet, matter_id=f"{MATTER}-closed", is_open=False)}


async def _county_counts_again(mongo: Mongo, sheets: dict[str, ClockSheet]) -> None:
    one, two, three = Process(mongo), Process(mongo), Process(mongo)
    await one.store.prepare([SHEETS, CALENDARS])
    await one.save(SHEETS, sheets)
    await one.save(CALENDARS, {COUNTY: proposed(MOVES)})
    seen = await preview(mongo, one.store, one.law, COUNTY, NOW)
    assert seen is not None
    assert (seen.looked_at, seen.moved, seen.whole) == (MATTERS, MATTERS, True)
    assert await mongo.find(SHEETS.name, {"unsent.0": {"$exists": True}}) == []
    await one.save(CALENDARS, {COUNTY: in_force(MOVES)})
    dying = asyncio.create_task(three.look())
    done, _ = await asyncio.wait([dying], timeout=0.05)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert not done, "it died on the way"
    for _ in range(5):
        await asyncio.gather(one.look(), two.look())


@pytest.mark.database
def test_each_moved_date_is_told_once_though_a_process_dies(mongodb: MongoDB) -> None:
    sheets = open_sheets()

    async def run() -> list[dict[str, Any]]:
        mongo = Mongo(mongodb.url, "deadlines_recounting")
        try:
            await _county_counts_again(mongo, sheets)
            edition = Process(mongo).law.base.edition + 1
            assert await stale(mongo, COUNTY, edition) == []
            return await mongo.find(SHEETS.name, {}, only={"unsent": 1, "seq": 1, "state.is_open": 1})
        finally:
            await mongo.close()

    told = {row["_id"]: len(row.get("unsent", ())) for row in asyncio.run(run())}
    assert told.pop(f"{MATTER}-closed") == 0
    assert len(told) == MATTERS
    assert set(told.values()) == {1}
