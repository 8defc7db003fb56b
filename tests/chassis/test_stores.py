"""The store in memory and the one in MongoDB keep the same rules."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from chassis.dead_letters import DEAD_LETTERS
from chassis.documents import ANSWERS_KEPT, Answer, Document, Parked, Position
from chassis.errors import ConflictError
from chassis.mongo_store import MongoStore
from chassis.relay import Relay, Sent
from chassis.testing import MemoryStore
from tests.chassis.builders import (
    COPIES,
    HEARS,
    NOW,
    TALLIES,
    KeyCopy,
    Listener,
    Tally,
    failed,
    matter,
    signed,
)
from tests.chassis.databases import a_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from chassis.documents import Unsent
    from chassis.mongo import Mongo
    from chassis.store import Store

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(params=["memory", pytest.param("mongo", marks=pytest.mark.database)])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    async with a_database(request.getfixturevalue("mongodb")) as mongo:
        opened = MongoStore(mongo)
        await opened.prepare([TALLIES, COPIES, DEAD_LETTERS])
        yield opened


class Sends:
    """A bus that takes everything."""

    async def publish(self, messages: Sequence[Unsent]) -> list[Sent | None]:
        return [Sent(0, at) for at, _ in enumerate(messages)]


async def read(store: Store, id_: str = matter()) -> Document[Tally]:
    return (await store.get(TALLIES, [id_]))[id_]


def a_parked(seq: int, minutes: int = 0) -> Parked:
    return Parked(f"matter:{matter()}", seq, signed(seq), "seq:1", NOW + timedelta(minutes=minutes))


async def test_a_document_is_read_as_it_was_put(store: Store) -> None:
    answer = Answer("command-1", "clocks:x", 1, "CODE", "不行", {"place": 2})
    await store.put(Document(TALLIES, matter()).with_state(Tally((1,), ("a",))).with_answer(answer))
    document = await read(store)
    assert (document.state, document.version, document.answers) == (Tally((1,), ("a",)), 1, (answer,))
    assert await store.get(TALLIES, ["nobody"]) == {}


async def test_who_makes_the_same_document_second_loses(store: Store) -> None:
    await store.put(Document(TALLIES, matter()).with_state(Tally((1,))))
    with pytest.raises(ConflictError):
        await store.put(Document(TALLIES, matter()).with_state(Tally((2,))))
    assert (await read(store)).state == Tally((1,))


async def test_who_saves_what_somebody_has_changed_since_loses(store: Store) -> None:
    await store.put(Document(TALLIES, matter()).with_state(Tally((1,))))
    mine = theirs = await read(store)
    await store.put(theirs.with_state(Tally((1, 2))))
    with pytest.raises(ConflictError):
        await store.put(mine.with_state(Tally((1, 3))))
    assert (await read(store)).state == Tally((1, 2))


async def test_the_oldest_answers_make_room(store: Store) -> None:
    await store.put(Document(TALLIES, matter()).with_state(Tally()))
    for n in range(ANSWERS_KEPT + 3):
        await store.put((await read(store)).with_answer(Answer(f"command-{n}", "clocks:x", n)))
    kept = [answer.seq for answer in (await read(store)).answers]
    assert kept == list(range(3, ANSWERS_KEPT + 3))


async def test_a_batch_is_written_whole(store: Store) -> None:
    async with store.batch() as tx:
        copy = Document(COPIES, "k").with_state(KeyCopy(1))
        position = Position("matter:x").moved(1, "event-1")
        await tx.write(
            [Document(TALLIES, matter()).with_state(Tally((1,))), copy], [position], [a_parked(3)], []
        )
    assert (await read(store)).state == Tally((1,))
    assert [parked.seq for parked in await store.waiting(9)] == [3]
    async with store.batch() as tx:
        assert await tx.positions(["matter:x", "matter:y"]) == {"matter:x": position}
        [parked] = await tx.parked([f"matter:{matter()}"])
        await tx.write([], [], [], [(parked.subject, parked.seq)])
    assert await store.waiting(9) == []


async def test_a_batch_that_loses_one_race_writes_nothing(store: Store) -> None:
    await store.put(Document(TALLIES, matter()).with_state(Tally((1,))))
    stale = await read(store)
    await store.put(stale.with_state(Tally((1, 2))))
    with pytest.raises(ConflictError):  # noqa: PT012 - a transaction may lose when it writes or when it ends
        async with store.batch() as tx:
            fresh = Document(TALLIES, matter(2)).with_state(Tally((9,)))
            await tx.write(
                [fresh, stale.with_state(Tally((1, 3)))], [Position("matter:x", 1)], [a_parked(3)], []
            )
    assert await store.get(TALLIES, [matter(2)]) == {}
    assert await store.waiting(9) == []
    async with store.batch() as tx:
        assert await tx.positions(["matter:x"]) == {}


async def test_of_two_batches_that_move_one_position_one_loses(store: Store) -> None:
    async with store.batch() as tx:
        await tx.write([], [Position("matter:x").moved(1, "event-1")], [], [])
    with pytest.raises(ConflictError):  # noqa: PT012
        async with store.batch() as slow:
            was = (await slow.positions(["matter:x"]))["matter:x"]
            async with store.batch() as quick:
                now = (await quick.positions(["matter:x"]))["matter:x"]
                await quick.write([], [now.moved(2, "event-2")], [], [])
            await slow.write([], [was.moved(2, "event-2")], [], [])


async def test_what_is_parked_twice_is_parked_once_since_the_first_time(store: Store) -> None:
    for minutes in (5, 9):
        async with store.batch() as tx:
            await tx.write([], [], [a_parked(3, minutes)], [])
    async with store.batch() as tx:
        await tx.write([], [], [a_parked(4, 1)], [])
    assert [(p.seq, p.since) for p in await store.waiting(9)] == [
        (4, NOW + timedelta(minutes=1)),
        (3, NOW + timedelta(minutes=5)),
    ]
    assert [p.seq for p in await store.waiting(1, 1)] == [3]
    [parked] = await store.waiting(1, 1)
    assert parked.record == replace(signed(3), offset=parked.record.offset)


async def test_the_first_record_at_a_place_stays_and_what_it_waits_for_may_change(store: Store) -> None:
    first, second = a_parked(3), replace(a_parked(3), waiting_for="matter:x")
    for parked in (first, second):
        async with store.batch() as tx:
            await tx.write([], [], [parked], [])
    [kept] = await store.waiting(9)
    assert (kept.record.offset, kept.waiting_for) == (first.record.offset, "matter:x")


async def test_those_that_wait_for_a_document_are_found_by_it(store: Store) -> None:
    async with store.batch() as tx:
        await tx.write([], [], [a_parked(3), replace(a_parked(4), waiting_for="key:a:b")], [])
    assert await store.waiting_for(["a:b", "other"], 9) == [f"matter:{matter()}"]
    assert await store.waiting_for(["other"], 9) == []


async def test_what_a_document_has_announced_is_found_before_and_after_it_was_sent(store: Store) -> None:
    listener = Listener(HEARS, store)
    await listener.hear(signed(1), signed(2))
    before = await store.announced(TALLIES, matter())
    if isinstance(store, MongoStore):
        where = Relay("deadlines", "one", store.mongo, [TALLIES], Sends())
        where.wake(TALLIES, matter())
        await where.flush()
        assert (await store.mongo.find(TALLIES.name, {}))[0]["unsent"] == []
        before = [replace(message, n=0) for message in before]
    await listener.hear(signed(3))
    after = await store.announced(TALLIES, matter())
    assert [message.seq for message in after] == [1, 2, 3]
    assert after[:2] == before
    assert await store.announced(TALLIES, "nobody") == []


async def test_hearing_works_over_either(store: Store) -> None:
    listener = Listener(HEARS, store)
    await listener.hear(signed(2), failed(1), signed(2, matter(2)))
    await listener.hear(signed(1), signed(1), signed(3))
    await listener.hearing.sweep()
    document = await read(store)
    assert document.state == Tally((1, 2, 3), ("delivery:450199:delivery-1-1",))
    assert (document.seq, document.version) == (4, 2)
    assert [parked.subject for parked in await store.waiting(9)] == [f"matter:{matter(2)}"]


@pytest.mark.database
async def test_two_processes_that_hear_the_same_records_at_once_do_everything_once(
    mongo: Mongo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a rebalance the old owner of a partition is often still at work while the new one begins."""
    monkeypatch.setattr("chassis.hearing.asyncio", asyncio)
    store = MongoStore(mongo)
    await store.prepare([TALLIES, COPIES, DEAD_LETTERS])
    records = [signed(seq, matter(n)) for seq in range(1, 9) for n in range(5)] + [failed(1), failed(2)]
    old, new = Listener(HEARS, store), Listener(HEARS, store)

    async def work(listener: Listener, size: int) -> None:
        for start in range(0, len(records), size):
            await listener.hear(*records[start : start + size])

    await asyncio.gather(work(old, 3), work(new, 7), work(Listener(HEARS, store), 50))
    await old.hearing.sweep()
    rows = {row["_id"]: row for row in await mongo.find(TALLIES.name, {})}
    assert {id_: row["state"]["signed"] for id_, row in rows.items()} == {
        matter(n): list(range(1, 9)) for n in range(5)
    }
    assert len(rows[matter()]["state"]["failed"]) == 2
    announced = [[message["seq"] for message in row["unsent"]] for row in rows.values()]
    assert sorted(map(len, announced)) == [8, 8, 8, 8, 10]
    assert all(seqs == list(range(1, len(seqs) + 1)) for seqs in announced)
    assert await mongo.find(DEAD_LETTERS.name, {}) == []
