"""On a real database: two processes hold every open clock against a new notice, one is killed on the way, each moved date is told once.

Run as a program this is the one that is killed: python -m tests.deadlines.test_recounting URL DATABASE.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from itertools import islice
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
    from collections.abc import AsyncIterator

    from chassis.service import Parts
    from deploy.local.mongodb import MongoDB
    from services.deadlines.domain.sheet import ClockSheet
    from services.deadlines.settings import DeadlinesSettings

MATTERS, AT_ONCE = 800, 400
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


async def _county_counts_again(mongo: Mongo, url: str, sheets: dict[str, ClockSheet]) -> None:
    one = Process(mongo)
    await one.store.prepare([SHEETS, CALENDARS])
    waiting = iter(sheets.items())
    while some := dict(islice(waiting, AT_ONCE)):
        await one.save(SHEETS, some)
    await one.save(CALENDARS, {COUNTY: proposed(MOVES)})
    seen = await preview(mongo, one.store, one.law, COUNTY, NOW)
    assert seen is not None
    assert (seen.looked_at, seen.moved, seen.whole) == (MATTERS, MATTERS, True)
    assert await mongo.find(SHEETS.name, {"unsent.0": {"$exists": True}}) == []
    async with _other_process(url, mongo.name) as other:
        await one.save(CALENDARS, {COUNTY: in_force(MOVES)})
        await _reaches(mongo, 1)
        mine = asyncio.create_task(_until_none_is_left(one))
        await _reaches(mongo, MATTERS // 4)
        os.kill(other.pid, signal.SIGKILL)
    assert await _counted(mongo) < MATTERS, "it was killed on the way"
    await asyncio.wait_for(mine, 60)


@contextlib.asynccontextmanager
async def _other_process(url: str, database: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """It counts as soon as there is something to count, and is there when this is entered."""
    program = (sys.executable, "-m", "tests.deadlines.test_recounting", url, database)
    process = await asyncio.create_subprocess_exec(*program, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        assert await process.wait() == -signal.SIGKILL


async def _reaches(mongo: Mongo, count: int) -> None:
    while await _counted(mongo) < count:  # noqa: ASYNC110 - databases ring no bell
        await asyncio.sleep(0.01)


async def _counted(mongo: Mongo) -> int:
    return await mongo.count(SHEETS.name, {"state.edition": _edition()})


async def _until_none_is_left(process: Process) -> None:
    """What a killed process was about to write is locked for some seconds: it is found again."""
    while await stale(process.mongo, COUNTY, _edition()):
        await process.look()
        await asyncio.sleep(0.01)


def _edition() -> int:
    return calendar.committed().edition + 1


@pytest.mark.database
def test_each_moved_date_is_told_once_though_a_process_is_killed(mongodb: MongoDB) -> None:
    sheets = open_sheets()

    async def run() -> list[dict[str, Any]]:
        mongo = Mongo(mongodb.url, "deadlines_recounting")
        try:
            await _county_counts_again(mongo, mongodb.url, sheets)
            return await mongo.find(SHEETS.name, {}, only={"unsent": 1, "state.edition": 1})
        finally:
            await mongo.close()

    rows = {row["_id"]: row for row in asyncio.run(run())}
    closed = rows.pop(f"{MATTER}-closed")
    assert (closed["unsent"], closed["state"]["edition"]) == ([], sheets[f"{MATTER}-closed"].edition)
    assert len(rows) == MATTERS
    assert {(len(row["unsent"]), row["state"]["edition"]) for row in rows.values()} == {(1, _edition())}


async def _one_that_will_be_killed(url: str, database: str) -> None:
    process = Process(Mongo(url, database))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        await process.look()
        await asyncio.sleep(0.01)


if __name__ == "__main__":
    asyncio.run(_one_that_will_be_killed(*sys.argv[1:]))
