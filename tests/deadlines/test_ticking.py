"""The tick says everything that is due, once, whoever else ticks, and one bad sheet silences no other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from chassis.errors import ConflictError
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.testing import MemoryStore, SettableClock
from chassis.work import Work
from services.deadlines import ticking
from services.deadlines.keeping import say_what_is_due
from services.deadlines.store import SHEETS
from tests.deadlines.builders import at
from tests.deadlines.town import BEGINNING, LAW, MATTER, Town, record

if TYPE_CHECKING:
    from chassis.documents import Document
    from chassis.service import Parts
    from deploy.local.mongodb import MongoDB
    from services.deadlines.law import Law
    from services.deadlines.settings import DeadlinesSettings

BLUE = at("2026-09-03 00:00")


def matters(count: int) -> Town:
    """A town with so many matters, all accepted on the same day."""
    town = Town()
    for n in range(count):
        events = [event.model_copy(update={"matter_id": f"{MATTER}-{n}"}) for event in BEGINNING]
        town.hear_records([record(event, seq) for seq, event in enumerate(events, 1)])
    return town


def test_who_loses_the_race_says_nothing_and_the_next_tick_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    town = matters(1)

    def lost(_: MemoryStore, __: Document[Any]) -> None:
        raise ConflictError("somebody else was first")

    with monkeypatch.context() as patched:
        patched.setattr(MemoryStore, "_check", lost)
        assert town.tick("2026-09-03 00:00") == []
    assert len(town.tick("2026-09-03 00:00")) == 1


def test_a_sheet_that_cannot_be_ticked_silences_no_other() -> None:
    town = matters(3)

    async def fragile(matter_id: str, work: Work, law: Law) -> None:
        if matter_id == f"{MATTER}-1":
            raise RuntimeError("a bad sheet")
        await say_what_is_due(matter_id, work, law)

    said = {getattr(event, "matter_id", "") for event in town.tick("2026-09-03 00:00", fragile)}
    assert said == {f"{MATTER}-0", f"{MATTER}-2"}


class Woken:
    """A relay that only remembers for whom it was woken."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def wake(self, _: object, id_: str) -> None:
        self.ids.append(id_)


class SomeParts:
    """What the job uses of a process's parts."""

    def __init__(self, mongo: Mongo) -> None:
        self.mongo, self.store, self.relay = mongo, MongoStore(mongo), Woken()
        self.clock = SettableClock(BLUE)


async def _moved(town: Town, store: MongoStore) -> None:
    """Write the town's sheets to a real database as new documents."""
    await store.prepare([SHEETS])
    async with store.batch() as tx:
        work = Work(tx, BLUE, "lianjie/deadlines")
        for id_, sheet in town.sheets().items():
            await work.save(SHEETS, id_, sheet)
        await tx.write(work.touched(), [], [], [])


async def _two_processes(mongo: Mongo, town: Town) -> tuple[list[str], list[dict[str, Any]]]:
    one, two = SomeParts(mongo), SomeParts(mongo)
    await _moved(town, one.store)
    for _ in range(3):
        acts = [ticking.tick_all(cast("Parts[DeadlinesSettings]", parts), LAW) for parts in (one, two)]
        await asyncio.gather(*acts)
    rows = await mongo.find(SHEETS.name, {}, only={"unsent": 1, "state.next_at": 1, "seq": 1})
    return one.relay.ids + two.relay.ids, rows


@pytest.mark.database
@pytest.mark.parametrize("driver", ["motor", "pymongo"])
def test_two_processes_tick_a_real_database_and_say_each_warning_once(mongodb: MongoDB, driver: str) -> None:
    town = matters(120)

    async def run() -> tuple[list[str], list[dict[str, Any]]]:
        mongo = Mongo(mongodb.url, f"deadlines_ticking_{driver}", driver)
        try:
            return await _two_processes(mongo, town)
        finally:
            await mongo.close()

    woken, rows = asyncio.run(run())
    assert sorted(woken) == sorted(f"{MATTER}-{n}" for n in range(120))
    assert {len(row["unsent"]) for row in rows} == {1}
    assert {row["state"]["next_at"] for row in rows} == {at("2026-09-26 00:00")}
