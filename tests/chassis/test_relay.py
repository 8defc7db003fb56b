"""What was announced reaches the bus: nothing is lost, nothing changes a byte, nothing later goes before an earlier."""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from chassis import metrics, relay as relays
from chassis.commands import Commands
from chassis.decisions import Changed
from chassis.documents import SHARDS, Document, chained
from chassis.errors import TransientError
from chassis.mongo_store import UNSENT, MongoStore
from chassis.relay import Relay, Sent
from chassis.testing import SettableClock
from tests.chassis.builders import NOW, TALLIES, Tally, a_voiding, matter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from chassis.documents import Unsent
    from chassis.mongo import Mongo

pytestmark = [pytest.mark.asyncio, pytest.mark.database]


class CrashError(BaseException):
    """The process is gone: nothing after this happens."""


@dataclass
class FakeBus:
    """Takes everything, unless told otherwise; as in a partition, what is lost takes along what comes behind it.

    `meanwhile` happens while the messages are on their way.
    """

    sent: list[Unsent] = field(default_factory=list)
    loses: Callable[[Unsent], bool] = lambda _: False
    meanwhile: Callable[[], Awaitable[None]] | None = None
    away: int = 0

    async def publish(self, messages: Sequence[Unsent]) -> list[Sent | None]:
        if self.away:
            self.away -= 1
            raise TransientError("the bus is away")
        if self.meanwhile:
            await self.meanwhile()
        results: list[Sent | None] = []
        broken: set[str] = set()
        for message in messages:
            if message.key in broken or self.loses(message):
                broken.add(message.key)
                results.append(None)
            else:
                self.sent.append(message)
                results.append(Sent(0, len(self.sent)))
        return results

    def numbers(self, of: str = matter()) -> list[int]:
        return [message.seq for message in self.sent if message.key == of]


@dataclass
class Desk:
    """A service that announces, and its relay."""

    mongo: Mongo
    bus: FakeBus = field(default_factory=FakeBus)

    def __post_init__(self) -> None:
        self.store = MongoStore(self.mongo)
        self.relay = self.a_relay("one")

    def a_relay(self, instance: str, bus: FakeBus | None = None) -> Relay:
        return Relay("deadlines", instance, self.mongo, [TALLIES], bus or self.bus)

    async def announce(self, times: int = 1, of: str = matter(), wake: Relay | None = None) -> None:
        saved = (wake or self.relay).wake
        commands = Commands(self.store, SettableClock(NOW), "lianjie/deadlines", saved)
        for _ in range(times):
            number = random.getrandbits(64)
            await commands.run(TALLIES, of, f"command-{number}", lambda _: Changed(Tally(), (a_voiding(of),)))

    async def unsent(self, of: str = matter()) -> list[int]:
        [row] = await self.mongo.find(TALLIES.name, {"_id": of})
        return [message["seq"] for message in row["unsent"]]

    async def history(self, of: str = matter()) -> list[dict[str, object]]:
        return await self.mongo.find("tallies_history", {"subject": f"clocks:{of}"}, sort=[("seq", 1)])


@pytest_asyncio.fixture
async def desk(mongo: Mongo, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(relays, "OLD_ENOUGH", timedelta(0))
    monkeypatch.setattr(relays, "SWEEP_EVERY", 0.02)
    opened = Desk(mongo)
    await opened.store.prepare([TALLIES])
    return opened


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.01)


async def test_a_tail_goes_whole_and_in_order_and_becomes_history(desk: Desk) -> None:
    await desk.announce(3)
    await desk.relay.flush()
    assert desk.bus.numbers() == [1, 2, 3]
    assert await desk.unsent() == []
    rows = await desk.history()
    assert [(row["seq"], row["partition"], row["offset"]) for row in rows] == [
        (1, 0, 1),
        (2, 0, 2),
        (3, 0, 3),
    ]
    assert [row["body"] for row in rows] == [message.body for message in desk.bus.sent]
    assert [[name, value] for name, value in desk.bus.sent[0].headers] == rows[0]["headers"]


async def test_a_crash_after_the_send_sends_the_same_bytes_again_and_nothing_else(desk: Desk) -> None:
    await desk.announce(2)

    async def crash(*_: object) -> None:
        raise CrashError

    dying = desk.a_relay("dying")
    dying._remember = crash  # type: ignore[assignment, method-assign]
    dying.wake(TALLIES, matter())
    with pytest.raises(CrashError):
        await dying.flush()
    assert await desk.unsent() == [1, 2]
    await desk.announce()
    await desk.a_relay("next")._sweep()
    assert desk.bus.numbers() == [1, 2, 1, 2, 3]
    assert desk.bus.sent[:2] == desk.bus.sent[2:4]
    assert len(await desk.history()) == 3


async def test_a_crash_between_history_and_forgetting_writes_history_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.announce(2)
    with monkeypatch.context() as patched:

        async def crash(*_: object, **__: object) -> int:
            raise CrashError

        patched.setattr(desk.mongo, "bulk", crash)
        with pytest.raises(CrashError):
            await desk.relay.flush()
    first = await desk.history()
    assert await desk.unsent() == [1, 2]
    await desk.a_relay("next")._sweep()
    assert await desk.history() == first
    assert await desk.unsent() == []


async def test_after_a_missing_acknowledgement_the_rest_of_the_tail_stays(desk: Desk) -> None:
    await desk.announce(4)
    await desk.announce(1, matter(2))
    desk.bus.loses = lambda message: message.key == matter() and message.seq == 2
    await desk.relay._publish_woken()
    assert await desk.unsent() == [2, 3, 4]
    assert await desk.unsent(matter(2)) == []
    assert [row["seq"] for row in await desk.history()] == [1]
    desk.bus.loses = lambda _: False
    await desk.relay._sweep()
    assert desk.bus.numbers() == [1, 2, 3, 4]
    assert await desk.unsent() == []


async def test_those_whose_topic_is_missing_keep_nobody_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relays, "AT_ONCE", 3)
    for n in range(10):
        await desk.announce(1, matter(n), wake=desk.a_relay("gone"))
    stuck = {matter(n) for n in range(7)}
    desk.bus.loses = lambda message: message.key in stuck
    await desk.relay._sweep()
    assert {message.key for message in desk.bus.sent} == {matter(n) for n in range(7, 10)}
    desk.bus.loses = lambda _: False
    await desk.relay._sweep()
    assert len(desk.bus.sent) == 10


async def test_the_sweep_comes_round_even_if_there_is_always_something_new(desk: Desk) -> None:
    await desk.announce(1, matter(2), wake=desk.a_relay("gone"))
    desk.bus.meanwhile = desk.announce
    running = asyncio.create_task(desk.relay.run())
    try:
        await desk.announce()
        await until(lambda: desk.bus.numbers(matter(2)) == [1])
    finally:
        running.cancel()


async def test_what_has_waited_longest_goes_first_when_the_bus_is_back(desk: Desk) -> None:
    await desk.announce(1, matter(3))
    desk.bus.loses = lambda _: True
    await (
        desk.relay._once()
    )  # on its way when the bus went: nobody acknowledged it, and nothing wakes for it again
    desk.bus.loses, desk.bus.away = lambda _: False, 1
    for n in (2, 1, 3):
        await desk.announce(1, matter(n))
    running = asyncio.create_task(desk.relay.run())
    try:
        await until(lambda: len(desk.bus.sent) == 4)
    finally:
        running.cancel()
    assert [message.key for message in desk.bus.sent] == [matter(3), matter(3), matter(2), matter(1)]


async def test_what_is_saved_while_the_tail_is_on_its_way_is_not_forgotten(desk: Desk) -> None:
    await desk.announce(2)
    desk.bus.meanwhile = desk.announce
    await desk.relay.flush()
    assert desk.bus.numbers() == [1, 2]
    assert await desk.unsent() == [3]
    desk.bus.meanwhile = None
    await desk.relay.flush()
    assert desk.bus.numbers() == [1, 2, 3]


async def test_a_bus_that_comes_back_gets_everything(desk: Desk) -> None:
    desk.bus.away = 3
    await desk.announce(2)
    running = asyncio.create_task(desk.relay.run())
    try:
        await until(lambda: desk.bus.numbers() == [1, 2])
        await desk.announce()
        await until(lambda: desk.bus.numbers() == [1, 2, 3])
    finally:
        running.cancel()


async def test_an_error_nobody_thought_of_does_not_end_the_relay(desk: Desk) -> None:
    failures = iter([ValueError("nobody thought of this"), KeyError("nor of this")])

    async def fails_at_first() -> None:
        if error := next(failures, None):
            raise error

    desk.bus.meanwhile = fails_at_first
    await desk.announce(2)
    running = asyncio.create_task(desk.relay.run())
    try:
        await until(lambda: desk.bus.numbers() == [1, 2])
        assert not running.done()
    finally:
        running.cancel()


async def test_a_history_that_holds_another_event_at_this_number_raises_the_alarm(desk: Desk) -> None:
    await desk.announce(2)
    alarms = metrics.FORKS.labels("deadlines")
    before = alarms._value.get()
    await desk.mongo.insert_missing("tallies_history", [{"_id": f"clocks:{matter()}:1", "id": "another"}])
    await desk.relay.flush()
    assert alarms._value.get() == before + 1
    assert desk.bus.numbers() == [1, 2]


async def test_looking_for_what_is_unsent_reads_nothing_else(desk: Desk) -> None:
    for n in range(20):
        await desk.announce(1, matter(n))
    await desk.relay.flush()
    await desk.announce(1, matter(5))
    count = {"aggregate": TALLIES.name, "pipeline": [{"$match": UNSENT}, {"$count": "n"}], "cursor": {}}
    told = await desk.mongo._database.command("explain", count, verbosity="executionStats")
    examined = re.findall(r"'totalDocsExamined': (\d+)", str(told))
    assert examined
    assert all(int(number) <= 1 for number in examined)
    assert await desk.mongo.count(TALLIES.name, UNSENT) == 1


async def test_the_time_a_tail_waits_since_is_the_servers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2001, 1, 1, tzinfo=tz)

    for module in ("mongo_store", "relay"):
        monkeypatch.setattr(f"chassis.{module}.datetime", Wrong)
    await desk.announce(2)
    [row] = await desk.mongo.find(TALLIES.name, {})
    server = await desk.mongo.now()
    assert abs(server - row["unsent_since"]) < timedelta(seconds=30)
    await desk.relay._sweep()
    assert desk.relay._leased_until > server


async def test_what_nobody_was_woken_for_is_found_by_the_sweep(desk: Desk) -> None:
    await desk.announce(2, wake=desk.a_relay("gone"))
    running = asyncio.create_task(desk.relay.run())
    try:
        await until(lambda: desk.bus.numbers() == [1, 2])
    finally:
        running.cancel()


async def test_the_sweep_leaves_what_is_young_to_those_who_saved_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relays, "OLD_ENOUGH", timedelta(minutes=1))
    await desk.announce()
    await desk.a_relay("another")._sweep()
    assert desk.bus.sent == []


async def test_more_documents_than_fit_into_one_round_all_go(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relays, "AT_ONCE", 4)
    for n in range(11):
        await desk.announce(2, matter(n), wake=desk.a_relay("gone"))
    await desk.relay._sweep()
    assert all(desk.bus.numbers(matter(n)) == [1, 2] for n in range(11))


async def test_two_relays_share_the_shards_and_the_survivor_takes_all(desk: Desk) -> None:
    one, two = desk.a_relay("one"), desk.a_relay("two")
    now = datetime.now(UTC)
    await one._lease(now)
    assert len(one._shards) == SHARDS
    await two._lease(now)
    assert two._shards == []
    await one._lease(now + timedelta(seconds=1))
    later = now + relays.LEASE + timedelta(seconds=2)
    await two._lease(later)
    assert set(one._shards) | set(two._shards) == set(range(SHARDS)), "no shard is nobody's"
    await two._lease(later + relays.LEASE * 3)
    assert len(two._shards) == SHARDS


@pytest.mark.parametrize("seed", range(6))
async def test_nothing_later_ever_goes_before_an_earlier_whatever_fails(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    rivals = [desk.relay, desk.a_relay("two"), desk.a_relay("three")]

    async def a_little_later() -> None:
        await asyncio.sleep(chance.random() * 0.01)

    async def announce() -> None:
        for _ in range(40):
            await desk.announce(1, matter(chance.randrange(3)), wake=chance.choice(rivals))
            await a_little_later()

    async def relay(rival: Relay) -> None:
        for _ in range(25):
            await (rival.flush() if chance.random() < 0.5 else rival._sweep())
            await a_little_later()

    desk.bus.meanwhile = a_little_later
    desk.bus.loses = lambda _: chance.random() < 0.1
    await asyncio.gather(announce(), *(relay(rival) for rival in rivals))
    desk.bus.loses = lambda _: False
    for rival in rivals:
        await rival.flush()
        await rival._sweep()
    for n in range(3):
        await _check(desk, matter(n))


async def _check(desk: Desk, of: str) -> None:
    sent = [message for message in desk.bus.sent if message.key == of]
    first: dict[int, Unsent] = {}
    for message in sent:
        first.setdefault(message.seq, message)
    assert all(first[message.seq] == message for message in sent), "one number, one event, the same bytes"
    assert await desk.unsent(of) == []
    documents = await desk.store.get(TALLIES, [of])
    document: Document[Tally] = documents[of]
    assert list(first) == list(range(1, document.seq + 1)), "in this order they were first seen"
    assert [row["seq"] for row in await desk.history(of)] == list(first)


async def test_the_history_of_a_stream_gives_its_head_again(desk: Desk) -> None:
    await desk.announce(3)
    await desk.relay.flush()
    head = ""
    for row in await desk.history():
        head = chained(head, str(row["id"]), bytes(row["body"]))  # type: ignore[call-overload]
    document = (await desk.store.get(TALLIES, [matter()]))[matter()]
    assert document.head == head
