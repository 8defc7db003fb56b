"""The tick says everything that is due, once, whoever else ticks, and one bad sheet silences no other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import orjson
import pytest

from chassis.errors import ConflictError
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.testing import MemoryStore, SettableClock
from chassis.work import Work
from services.deadlines import ticking
from services.deadlines.keeping import say_what_is_due
from services.deadlines.store import SHEETS, SUPERVISIONS
from tests.deadlines.builders import at
from tests.deadlines.town import BEGINNING, LAW, MATTER, Town, accepted, record, signed

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
    await store.prepare([SHEETS, SUPERVISIONS])
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


async def _after_an_outage(mongo: Mongo, town: Town) -> dict[str, list[dict[str, Any]]]:
    one, two = SomeParts(mongo), SomeParts(mongo)
    one.clock.at = two.clock.at = at("2026-10-12 09:00")
    await _moved(town, one.store)
    for _ in range(3):
        acts = [ticking.tick_all(cast("Parts[DeadlinesSettings]", parts), LAW) for parts in (one, two)]
        await asyncio.gather(*acts)
    rows = await mongo.find(SHEETS.name, {})
    assert await mongo.count(SUPERVISIONS.name, {}) == 2 * len(rows)
    return {row["_id"]: [_read(said) for said in row["unsent"]] for row in rows}


def _read(said: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = orjson.loads(said["body"])
    return body | {"type": dict(said["headers"])["ce_type"].decode()}


@pytest.mark.database
def test_after_days_of_outage_each_is_said_once_in_order_and_a_late_warning_says_so(mongodb: MongoDB) -> None:
    """Down from August until 12 October: of three shares one was only signed for, one is half used, and one is over."""
    town = matters(30)
    signs: dict[str, Any] = {"assignment_id": "assignment-2"}
    half_used: dict[str, Any] = {"assignment_id": "assignment-3"}
    for n in range(30):
        its: dict[str, Any] = {"matter_id": f"{MATTER}-{n}", "unit": "450199-rsj"}
        heard = (
            signed("2026-09-04 09:00", row="AS2", **its, **signs), signed("2026-09-04 09:00", row="AS2", **its, **half_used),
            accepted("2026-09-04 09:30", row="AS6", **its, **half_used),
        )  # fmt: skip
        town.hear_records([record(event, seq) for seq, event in enumerate(heard, 5)])

    async def run() -> dict[str, list[dict[str, Any]]]:
        mongo = Mongo(mongodb.url, "deadlines_after_an_outage")
        try:
            return await _after_an_outage(mongo, town)
        finally:
            await mongo.close()

    found = asyncio.run(run())
    assert len(found) == 30
    for said in found.values():
        assert [(each["type"], each["clock"], each.get("late_since")) for each in said] == [
            ("clock_lapsed", "C05", None),
            ("clock_breached", "C04", None),
            ("clock_warned", "C07", "2026-10-04T16:00:00Z"),
            ("clock_breached", "C07", None),
        ]
