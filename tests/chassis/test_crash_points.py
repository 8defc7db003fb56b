"""A process that ends at any named point, by os._exit, is started again: everything happened once, nothing is missing.

The simulation passes the same points thousands of times; here they are passed by real processes over a real broker and
database. In short once each; LIANJIE_CRASHES=100 ends a hundred lives at each point, of differing length, at one passing
after the other.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from aiokafka import AIOKafkaProducer

from chassis import crash
from chassis.bus import Ears, KafkaPublisher, apply_topics
from chassis.commands import Commands
from chassis.crash import EXIT, POINTS
from chassis.dead_letters import DEAD_LETTERS
from chassis.decisions import Changed
from chassis.decoding import GAPLESS
from chassis.documents import chained
from chassis.hearing import Hearing
from chassis.ids import new_id
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.relay import Relay
from chassis.testing import SettableClock
from tests.chassis.builders import CLOCKS, HEARS, NOW, TALLIES, Tally, a_voiding, matter, signed, with_header

if TYPE_CHECKING:
    from deploy.local.kafka import Kafka
    from deploy.local.mongodb import MongoDB

pytestmark = pytest.mark.connected
TIMES = int(os.environ.get("LIANJIE_CRASHES", "1"))
# Forked from one that has imported everything: a life costs what connecting costs.
FORKS = multiprocessing.get_context("forkserver")
DESK = matter(9)


@dataclass(frozen=True, slots=True)
class Place:
    """What outlives a process: its topic, its group, its database; the wish it answers, and when it may go."""

    kafka: str
    mongo: str
    topic: str = field(default_factory=lambda: f"replay.{new_id()}")
    name: str = field(default_factory=lambda: f"crash_{new_id()[-12:]}")
    matters: int = 3
    events: int = 3


def live(place: Place, crash_at: str) -> None:
    """One life: hears, answers one wish, relays; it ends when all is done, or where it was told to."""
    if crash_at:
        crash.arm(crash_at)
    asyncio.run(_live(place))


async def _live(place: Place) -> None:
    mongo = Mongo(place.mongo, place.name)
    store, clock = MongoStore(mongo), SettableClock(NOW)
    await store.prepare([TALLIES, DEAD_LETTERS])
    relay = Relay("deadlines", new_id(), mongo, [TALLIES, DEAD_LETTERS], KafkaPublisher(place.kafka, "crash"))
    hearing = Hearing("deadlines", store, clock, HEARS, {place.topic: GAPLESS}, relay.wake)
    ears = Ears(place.kafka, place.name, [place.topic], hearing.batch, place.name, lasting=True)
    relaying = asyncio.create_task(relay.run())
    await ears.start()
    wish = Commands(store, clock, "lianjie/deadlines", relay.wake)
    await wish.run(TALLIES, DESK, "the wish", lambda _: Changed(Tally(), (a_voiding(DESK),)))
    async with asyncio.timeout(60):
        while not await _done(place, mongo):  # noqa: ASYNC110 - a database rings no bell
            await asyncio.sleep(0.05)
    relaying.cancel()
    await ears.stop()
    await mongo.close()


async def _done(place: Place, mongo: Mongo) -> bool:
    heard = await mongo.count("positions", {"seq": place.events})
    letters = await mongo.count(DEAD_LETTERS.name, {"unsent.0": {"$exists": False}})
    unsent = await mongo.count(TALLIES.name, {"unsent.0": {"$exists": True}})
    return heard == place.matters and letters == 1 and unsent == 0


async def _prepared(place: Place) -> None:
    topics = [(place.topic, 1, {}), (CLOCKS, 1, {}), ("deadlines.dlq.v1", 1, {})]
    await apply_topics(place.kafka, topics)
    producer = AIOKafkaProducer(bootstrap_servers=place.kafka)
    await producer.start()
    records = [signed(seq, matter(n)) for seq in range(1, place.events + 1) for n in range(place.matters)]
    records.insert(4, with_header(signed(1, matter(8)), "ce_schemaver", b"9"))
    for record in records:
        await producer.send(
            place.topic, record.value, key=record.key, partition=0, headers=list(record.headers)
        )
    await producer.stop()


async def _ledger(place: Place) -> None:
    """Every effect once and in order, every announcement once in the history and the chain whole, one dead letter."""
    mongo: Any = Mongo(place.mongo, place.name)
    rows = {row["_id"]: row for row in await mongo.find(TALLIES.name, {})}
    expected = tuple(range(1, place.events + 1))
    assert {id_: tuple(row["state"]["signed"]) for id_, row in rows.items()} == {
        **{matter(n): expected for n in range(place.matters)}, DESK: (),
    }  # fmt: skip
    for id_, row in rows.items():
        history = await mongo.find("tallies_history", {"subject": f"clocks:{id_}"}, sort=[("seq", 1)])
        assert [event["seq"] for event in history] == list(range(1, row["seq"] + 1))
        head = ""
        for event in history:
            head = chained(head, event["id"], bytes(event["body"]))
        assert head == row["head"]
        assert row["seq"] == (place.events if id_ != DESK else 1)
    assert len(await mongo.find(DEAD_LETTERS.name, {})) == 1
    assert await mongo.find("parked", {}) == []
    await mongo.close()


def lives(place: Place, crash_at: str) -> int | None:
    process = FORKS.Process(target=live, args=(place, crash_at))
    process.start()
    process.join(90)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode


@pytest.mark.parametrize("point", POINTS)
def test_whoever_ends_at_a_point_is_made_whole_by_its_next_life(
    point: str, kafka: Kafka, mongodb: MongoDB
) -> None:
    FORKS.set_forkserver_preload([__name__])
    struck, passing = 0, 1
    for seed in range(TIMES):
        place = Place(kafka.bootstrap, mongodb.url, matters=3 + seed % 4, events=3 + seed % 3)
        asyncio.run(_prepared(place))
        ended = lives(place, f"{point}:{passing}")
        struck += ended == EXIT
        assert ended in (EXIT, 0), "it ends at the point, or does not come by so often"
        if ended == EXIT:
            assert lives(place, "") == 0
        asyncio.run(_ledger(place))
        passing = passing + 1 if ended == EXIT else 1
    assert struck
