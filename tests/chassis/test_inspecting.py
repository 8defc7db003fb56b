"""Owner and consumers on a real database: what disagrees is found in the pass over everything, and when looked at alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from chassis.commands import Commands
from chassis.decisions import Changed
from chassis.inspecting import Consumer, Inspection
from chassis.mongo_store import MongoStore
from chassis.relay import Relay, Sent
from chassis.testing import SettableClock
from chassis.together import together
from chassis.verifying import Finds, Reach
from tests.chassis.builders import CLOCKS, NOW, TALLIES, Tally, a_voiding, matter
from tests.chassis.databases import a_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from chassis.documents import Unsent
    from chassis.mongo import Mongo
    from deploy.local.mongodb import MongoDB

pytestmark = [pytest.mark.asyncio, pytest.mark.database]
STREAMS = 7


class Bus:
    """One partition that takes everything."""

    def __init__(self) -> None:
        self.end = 0

    async def publish(self, messages: Sequence[Unsent]) -> list[Sent | None]:
        first, self.end = self.end, self.end + len(messages)
        return [Sent(0, offset) for offset in range(first, self.end)]


class Pair:
    """An owner that has said three things of each of some matters, and a consumer that has heard all of it."""

    def __init__(self, owner: Mongo, consumer: Mongo) -> None:
        self.owner, self.consumer, self.bus = owner, consumer, Bus()
        self.committed: int | None = None
        self.inspection = Inspection(
            "deadlines", owner, TALLIES, "clocks:", [Consumer("workbench", consumer, "group")], self.reach
        )

    async def reach(self, groups: Collection[str]) -> Mapping[str, Reach]:
        at = (CLOCKS, 0)
        read = Reach(
            {at: self.bus.end if self.committed is None else self.committed}, {at: 0}, {at: self.bus.end}
        )
        return dict.fromkeys(groups, read)

    async def begin(self) -> None:
        store = MongoStore(self.owner)
        await store.prepare([TALLIES])
        await MongoStore(self.consumer).prepare([])
        relay = Relay("deadlines", "one", self.owner, [TALLIES], self.bus)
        commands = Commands(store, SettableClock(NOW), "lianjie/deadlines", relay.wake)
        for n in range(STREAMS):
            for turn in range(3):
                said = Changed(Tally((turn,)), (a_voiding(matter(n)),))
                await commands.run(TALLIES, matter(n), f"command-{n}-{turn}", lambda _, said=said: said)
        await relay._publish_woken()
        for row in await self.owner.find("tallies_history", {}):
            await self._hears(row)

    async def _hears(self, row: Mapping[str, Any]) -> None:
        change = {"$max": {"seq": row["seq"]}, "$set": {"forked": False}, "$push": {"ids": {"seq": row["seq"], "id": row["id"]}}}  # fmt: skip
        await self.consumer.update_one("positions", {"_id": row["subject"]}, change, upsert=True)

    async def found(self) -> list[tuple[Finds, str]]:
        looked: list[int] = []
        suspects = [subject async for subject in self.inspection.suspects(looked.append)]
        assert sum(looked) >= STREAMS
        return [(f.kind, f.subject) for f in await self.inspection.examined(suspects)]


@pytest_asyncio.fixture
async def pair(mongodb: MongoDB) -> AsyncIterator[Pair]:
    async with a_database(mongodb) as owner, a_database(mongodb) as consumer:
        made = Pair(owner, consumer)
        await made.begin()
        yield made


async def test_all_agree(pair: Pair) -> None:
    assert await pair.found() == []


async def test_a_lost_last_event_is_found_and_one_on_its_way_is_not(pair: Pair) -> None:
    await pair.consumer.update_one("positions", {"_id": f"clocks:{matter(3)}"}, {"$set": {"seq": 2}})
    assert await pair.found() == [(Finds.LOST, f"clocks:{matter(3)}")]
    pair.committed = 0
    assert await pair.found() == []


async def test_what_is_saved_and_not_yet_sent_belongs_to_the_history(pair: Pair) -> None:
    said = Changed(Tally(), (a_voiding(matter(1)),))
    commands = Commands(MongoStore(pair.owner), SettableClock(NOW), "lianjie/deadlines", lambda *_: None)
    await commands.run(TALLIES, matter(1), "unsent", lambda _: said)
    assert await pair.found() == []


@pytest.mark.parametrize("field", ["body", "id"])
async def test_a_history_that_was_tampered_with_is_found(pair: Pair, field: str) -> None:
    other: Any = {"body": b"{}", "id": "other"}[field]
    await pair.owner.update_one("tallies_history", {"_id": f"clocks:{matter(2)}:2"}, {"$set": {field: other}})
    subject = f"clocks:{matter(2)}"
    forks = [(Finds.FORK, subject)] if field == "id" else []  # the consumer heard the true one
    assert await pair.found() == [(Finds.CHANGED, subject), *forks]


async def test_an_owner_put_back_to_an_older_state_is_found(pair: Pair) -> None:
    subject = f"clocks:{matter(0)}"
    row = (await pair.owner.find("tallies_history", {"_id": f"{subject}:3"}))[0]
    await pair.owner.command(
        {"delete": "tallies_history", "deletes": [{"q": {"_id": row["_id"]}, "limit": 1}]}
    )
    await pair.owner.update_one("tallies", {"_id": matter(0)}, {"$set": {"seq": 2}})
    assert (Finds.AHEAD, subject) in await pair.found()


async def test_a_stream_that_the_owner_does_not_know_is_found(pair: Pair) -> None:
    await pair._hears({"subject": "clocks:450199:stranger", "seq": 1, "id": "x"})
    assert await pair.found() == [(Finds.UNKNOWN, "clocks:450199:stranger")]


async def test_what_is_parked_is_not_lost(pair: Pair) -> None:
    subject = f"clocks:{matter(5)}"
    await pair.consumer.update_one("positions", {"_id": subject}, {"$set": {"seq": 2}})
    await pair.consumer.update_one(
        "parked", {"_id": "x"}, {"$set": {"subject": subject, "seq": 3}}, upsert=True
    )
    assert await pair.found() == []


async def test_streams_in_one_order_become_one() -> None:
    async def rows(*subjects: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        for n, subject in enumerate(subjects):
            yield subject, {"n": n}

    merged = [
        (s, [len(r) for r in rows_]) async for s, rows_ in together([rows("a", "b"), rows("b", "b", "d")])
    ]
    assert merged == [("a", [1, 0]), ("b", [1, 2]), ("d", [0, 1])]
