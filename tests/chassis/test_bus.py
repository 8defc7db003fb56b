"""Hearing and publishing over a real broker: nothing is passed over, and what cannot be taken is said."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.producer import message_accumulator, producer
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

from chassis.bus import Ears, KafkaPublisher, apply_topics
from chassis.decoding import GAPLESS
from chassis.documents import LARGEST_MESSAGE, Unsent
from chassis.errors import SettingsError, TransientError
from chassis.hearing import Hearing
from chassis.ids import new_id
from deploy.local import ports
from tests.chassis.builders import HEARS, Listener, matter, signed
from tests.chassis.test_ears import NoText
from tests.chassis.test_hostile_records import DEADLY, HOSTILE

if TYPE_CHECKING:
    from chassis.documents import Record
    from deploy.local.home import Home
    from deploy.local.kafka import Kafka

pytestmark = [pytest.mark.asyncio, pytest.mark.connected]


@dataclass
class Place:
    """A topic and a group of one test's own."""

    kafka: Kafka
    topic: str = field(default_factory=lambda: f"replay.{new_id()}")
    group: str = field(default_factory=lambda: f"group-{new_id()}")

    async def made(self, partitions: int = 3, **config: str) -> Place:
        await apply_topics(self.kafka.bootstrap, [(self.topic, partitions, config)])
        return self

    @asynccontextmanager
    async def heard_by(self, on_batch: Callable[[Sequence[Record]], Any]) -> AsyncIterator[Ears]:
        ears = Ears(self.kafka.bootstrap, self.group, [self.topic], on_batch, "test")
        await ears.start()
        try:
            yield ears
        finally:
            await ears.stop()

    async def send(self, *records: Record) -> None:
        """As anybody may: with whatever headers and keys."""
        sender = AIOKafkaProducer(bootstrap_servers=self.kafka.bootstrap, max_request_size=2**21)
        await sender.start()
        try:
            for record in records:
                await sender.send_and_wait(
                    self.topic, record.value, key=record.key, partition=0,
                    headers=[(name, value) for name, value in record.headers],
                )  # fmt: skip
        finally:
            await sender.stop()


async def eventually(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.05)


async def test_hostile_records_on_a_real_topic_lose_no_neighbour(
    kafka: Kafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among them a header whose name is no text: only the library's builder in Python lets it out to the broker."""
    for module in (producer, message_accumulator):
        monkeypatch.setattr(module, "DefaultRecordBatchBuilder", _DefaultRecordBatchBuilderPy)
    place = await Place(kafka).made()
    listener = Listener()
    listener.hearing = Hearing("deadlines", listener.store, listener.clock, HEARS, {place.topic: GAPLESS})
    spoilt = [spoil(signed(1, HOSTILE)) for spoil in DEADLY.values()]
    bad = [record for record in spoilt if record.topic == signed(1).topic]  # the others are of their topic
    assert len(bad) >= 70
    odd = (("x-strange", b"\xff\xfe"), ("x-null", None), (NoText("x-no-text"), b"1"))
    good = [signed(n, headers=(*signed(n).headers, odd[n % 3])) for n in range(1, len(bad) + 2)]
    between = [record for pair in zip(good, bad, strict=False) for record in pair]
    await place.send(*between, good[-1])
    async with place.heard_by(listener.hearing.batch):
        await eventually(lambda: len(listener.signed(matter())) == len(good))
    assert listener.signed(matter()) == tuple(range(1, len(good) + 1))
    assert len(listener.letters()) == len(bad)
    assert listener.signed(HOSTILE) == ()
    assert listener.parked() == []


async def test_a_batch_that_breaks_is_given_again_and_nothing_behind_it_is_skipped(kafka: Kafka) -> None:
    place = await Place(kafka).made()
    heard: list[int] = []
    failures = iter(range(3))

    async def breaks_at_first(records: Sequence[Record]) -> None:
        if next(failures, None) is not None:
            await asyncio.sleep(0.05)
            raise TransientError("the store is away")
        heard.extend(record.offset for record in records)

    await place.send(*(signed(n) for n in range(1, 8)))
    async with place.heard_by(breaks_at_first):
        await eventually(lambda: sorted(set(heard)) == list(range(7)))
    assert heard == sorted(heard)


async def test_the_next_process_begins_where_the_last_one_had_finished(kafka: Kafka) -> None:
    place = await Place(kafka).made()
    first: list[int] = []
    second: list[int] = []

    async def hear_first(records: Sequence[Record]) -> None:
        first.extend(record.offset for record in records)

    async def hear_second(records: Sequence[Record]) -> None:
        second.extend(record.offset for record in records)

    await place.send(*(signed(n) for n in range(1, 5)))
    async with place.heard_by(hear_first) as ears:
        await eventually(lambda: first == [0, 1, 2, 3])
        await eventually(ears.assigned)
        assert ears.healthy()
    await place.send(*(signed(n) for n in range(5, 8)))
    async with place.heard_by(hear_second):
        await eventually(lambda: second == [4, 5, 6])


def a_message(topic: str, n: int, body: bytes = b"{}") -> Unsent:
    return Unsent(n, f"event-{n}", n, topic, matter(), (("ce_id", f"event-{n}".encode()),), body)


async def test_what_is_published_lands_in_order_and_is_acknowledged_with_its_place(kafka: Kafka) -> None:
    place = await Place(kafka).made()
    heard: list[Record] = []

    async def hear(records: Sequence[Record]) -> None:
        heard.extend(records)

    publisher = KafkaPublisher(kafka.bootstrap, "test")
    sent = await publisher.publish([a_message(place.topic, n) for n in range(1, 51)])
    await publisher.stop()
    assert len({landed.partition for landed in sent if landed}) == 1
    assert [landed.offset for landed in sent if landed] == list(range(50))
    async with place.heard_by(hear):
        await eventually(lambda: len(heard) == 50)
    assert [dict(record.headers)["ce_id"] for record in heard] == [
        f"event-{n}".encode() for n in range(1, 51)
    ]


async def test_the_topic_of_dead_letters_takes_the_largest_record_of_any_other(kafka: Kafka) -> None:
    letters = await Place(kafka).made(1, **{"max.message.bytes": "2097152"})
    publisher = KafkaPublisher(kafka.bootstrap, "test")
    [landed] = await publisher.publish([a_message(letters.topic, 1, b"x" * 1_048_588)])
    assert landed
    plain = await Place(kafka).made()
    [landed] = await publisher.publish([a_message(plain.topic, 1, b"x" * LARGEST_MESSAGE)])
    assert landed
    await publisher.stop()


async def test_a_message_the_broker_refuses_is_not_acknowledged_and_the_next_producer_goes_on(
    kafka: Kafka,
) -> None:
    place = await Place(kafka).made(1)
    publisher = KafkaPublisher(kafka.bootstrap, "test")
    refused = await publisher.publish([a_message(place.topic, 1, b"x" * 1_500_000)])
    assert refused == [None]
    [landed] = await publisher.publish([a_message(place.topic, 1)])
    assert landed
    await publisher.stop()


async def test_a_missing_topic_holds_back_its_own_matters_and_nobody_elses(
    kafka: Kafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.bus.KNOWN_WITHIN", 0.3)
    monkeypatch.setattr("chassis.bus.ASKED_AGAIN_AFTER", 0.0)
    place, later = await Place(kafka).made(1), Place(kafka)
    messages = [
        a_message(place.topic, 1), a_message(later.topic, 2), a_message(place.topic, 3),
        replace(a_message(place.topic, 1), key=matter(2)),
    ]  # fmt: skip
    publisher = KafkaPublisher(kafka.bootstrap, "test")
    sent = await publisher.publish(messages)
    assert [landed is not None for landed in sent] == [True, False, False, True]
    await later.made(1)
    async with asyncio.timeout(30):
        while None in (sent := await publisher.publish(messages[1:3])):  # noqa: ASYNC110 - a broker rings no bell
            await asyncio.sleep(0.1)
    assert all(sent)
    await publisher.stop()


@pytest.mark.parametrize("compression", ["gzip", "snappy", "lz4", "zstd"])
async def test_every_compression_a_producer_may_choose_is_heard(kafka: Kafka, compression: str) -> None:
    place = await Place(kafka).made(1)
    heard: list[Record] = []

    async def hear(records: Sequence[Record]) -> None:
        heard.extend(records)

    producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap, compression_type=compression)
    await producer.start()
    await producer.send_and_wait(place.topic, b"x" * 5000)
    await producer.stop()
    async with place.heard_by(hear):
        await eventually(lambda: [record.value for record in heard] == [b"x" * 5000])


async def test_ears_that_could_not_read_every_compression_do_not_start(
    kafka: Kafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aiokafka.codec.cramjam", None)
    with pytest.raises(SettingsError, match="compression"):
        Ears(kafka.bootstrap, "group", ["replay.x"], nothing, "test").assert_safe()


async def nothing(_: Sequence[Record]) -> None: ...


async def test_a_producer_given_up_sends_nothing_when_the_broker_is_back(kafka: Kafka, alone: Home) -> None:
    own = type(kafka)(alone, *ports.free_ports(2))
    await asyncio.to_thread(own.start)
    try:
        await apply_topics(own.bootstrap, [("replay.zombie", 1, {})])
        publisher = KafkaPublisher(own.bootstrap, "test")
        [landed] = await publisher.publish([a_message("replay.zombie", 1)])
        assert landed
        await asyncio.to_thread(own.kill)
        waiting = asyncio.create_task(publisher.publish([a_message("replay.zombie", 2)]))
        await asyncio.sleep(1)
        producer: Any = publisher._producer
        async with asyncio.timeout(5):
            await publisher.stop()
        assert producer._sender.sender_task.done()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.to_thread(own.start)
        sent = [None]
        async with asyncio.timeout(60):
            while sent == [None]:
                with contextlib.suppress(TransientError):
                    sent = await publisher.publish([a_message("replay.zombie", 3)])  # type: ignore[assignment]
        [landed] = sent
        assert landed
        assert landed.offset == 1, "the second message stayed behind"
        await publisher.stop()
    finally:
        await asyncio.to_thread(own.kill)


async def test_topics_are_made_once_and_left_alone_afterwards(kafka: Kafka) -> None:
    name = f"replay.{new_id()}"
    assert await apply_topics(kafka.bootstrap, [(name, 2, {"retention.ms": "60000"})]) == [name]
    assert await apply_topics(kafka.bootstrap, [(name, 9, {})]) == []


GIVES_UP = """
import asyncio, contextlib, sys, uvicorn
from fastapi import FastAPI
from chassis.bus import Ears

async def enough(_):
    raise SystemExit("50 dead letters in a row")

@contextlib.asynccontextmanager
async def lifespan(_):
    ears = Ears(sys.argv[1], sys.argv[2], [sys.argv[3]], enough, "test")
    starting = asyncio.create_task(ears.start())
    yield
    await ears.stop()

uvicorn.run(FastAPI(lifespan=lifespan), host="127.0.0.1", port=0, log_config=None)
"""


async def test_a_service_that_gives_up_ends_instead_of_living_on_deaf(kafka: Kafka) -> None:
    place = await Place(kafka).made()
    await place.send(signed(1))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        GIVES_UP,
        kafka.bootstrap,
        place.group,
        place.topic,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        async with asyncio.timeout(60):
            assert await process.wait() != 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    try:
        assert await admin.list_consumer_group_offsets(place.group) == {}, "the record is still to be heard"
    finally:
        await admin.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [("enable_auto_commit", True), ("auto_offset_reset", "latest")],
)
async def test_ears_that_would_acknowledge_too_early_do_not_start(
    kafka: Kafka, name: str, value: object
) -> None:
    async def nothing(_: Sequence[Record]) -> None: ...

    ears = Ears(kafka.bootstrap, "group", ["replay.x"], nothing, "test")
    ears.assert_safe()
    subscriber: Any = ears._subscriber
    subscriber._connection_args[name] = value
    with pytest.raises(SettingsError, match="acknowledge before the work is done"):
        ears.assert_safe()
