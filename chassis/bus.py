"""The module that knows FastStream and aiokafka: hearing through one, publishing through the other.

The defaults of both lose messages. What is set here instead is asserted at every start: no auto-commit, earliest
offset, negative acknowledgement on error, a parser that survives hostile headers, an idempotent producer with acks=all.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.codec import has_gzip, has_lz4, has_snappy, has_zstd
from aiokafka.errors import KafkaError, TopicAlreadyExistsError
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from chassis import crash
from chassis.documents import LARGEST_REQUEST, Record, Unsent
from chassis.errors import SettingsError, TransientError
from chassis.login import ANONYMOUS, Login
from chassis.logs import log
from chassis.relay import Sent
from chassis.unpacking import be_lenient

OnBatch = Callable[[Sequence[Record]], Awaitable[None]]
BATCH_RECORDS = 200
# A transaction over ten records costs hardly more than one over a single one: after a poll that brought few, the next
# ones gather for so long (seconds). The first after a silence is heard at once.
FEW, BREATH = 50, 0.05
GRACEFUL_SECONDS = 10.0
ASKED_WITHIN = 3.0  # seconds, of positions and ends
KNOWN_WITHIN, ASKED_AGAIN_AFTER = 2.0, 10.0  # seconds, of a topic
# Milliseconds between two tries to reach a broker. The library's 100 are sixty lines of log a second from each process
# while it is away, and a storm upon it while it starts.
PATIENTLY = 500


async def _survive_headers(message: Any, original: Callable[[Any], Awaitable[Any]]) -> Any:  # noqa: ANN401 - FastStream's types
    """Parse without a look at the headers: a null or non-UTF-8 one would otherwise lose the record silently."""
    parsed = await original(tuple(replace(record, headers=()) for record in message))
    parsed.raw_message = message
    return parsed


async def _raw(message: Any) -> Any:  # noqa: ANN401
    """The records as they are: decoding is hearing's own, record by record."""
    return message.raw_message


class Ears:
    """One consumer of a process, over topics that can be trusted alike: a record that the library cannot even unpack
    delays everything its consumer reads."""

    def __init__(
        self, bootstrap: str, group: str, topics: Collection[str], on_batch: OnBatch, instance: str, *,
        lasting: bool = False, login: Login = ANONYMOUS,
    ) -> None:  # fmt: skip
        """`lasting`: the instance's name stays the same over restarts, so that a killed process takes its partitions up
        again at once instead of after the session's end; its partitions are given away only when it stays away."""
        be_lenient()
        self._on_batch = on_batch
        self.group = group
        self._broker = KafkaBroker(
            bootstrap, parser=_survive_headers, decoder=_raw, consumer_only=True, allow_auto_create_topics=False,
            graceful_timeout=GRACEFUL_SECONDS, ack_policy=AckPolicy.NACK_ON_ERROR, apply_types=False, client_id=instance,
            logger=logging.getLogger("faststream"), security=login.for_faststream(),
            retry_backoff_ms=PATIENTLY,
        )  # fmt: skip
        self._subscriber = self._broker.subscriber(
            *topics, group_id=group, auto_offset_reset="earliest", ack_policy=AckPolicy.NACK_ON_ERROR, batch=True,
            max_records=BATCH_RECORDS, batch_timeout_ms=20, isolation_level="read_committed", session_timeout_ms=20_000,
            fetch_max_wait_ms=250, group_instance_id=instance if lasting else None,
        )  # fmt: skip
        self._subscriber(self._hear)
        self._started_at: float | None = None

    def assert_safe(self) -> None:
        """Look at what FastStream will really do, not at what was asked for."""
        subscriber: Any
        for subscriber in self._broker.subscribers:
            arguments = subscriber._connection_args  # noqa: SLF001 - no public view of it
            safe = (
                subscriber.ack_policy is AckPolicy.NACK_ON_ERROR
                and arguments["enable_auto_commit"] is False
                and arguments["auto_offset_reset"] == "earliest"
                and bool(subscriber.group_id)
            )
            if not safe:
                raise SettingsError("the consumer would acknowledge before the work is done")
        if not (has_gzip() and has_snappy() and has_lz4() and has_zstd()):
            raise SettingsError(
                "a compression that any producer may choose could not be read: install cramjam"
            )

    async def start(self) -> None:
        """Connect, waiting for the bus as long as it takes."""
        self.assert_safe()
        delay = 0.5
        while True:
            try:
                await self._broker.start()
            except (KafkaError, OSError) as away:
                log.warning("waiting for the bus", why=type(away).__name__)
                with contextlib.suppress(Exception):
                    await asyncio.wait_for(self._broker.stop(), 5)
                await asyncio.sleep(delay)
                delay = min(delay * 2, 5)
            else:
                self._started_at = time.monotonic()
                return

    async def stop(self) -> None:
        """Finish the batch in hand (at most 10 s), then leave the group; bounded also when the broker is gone."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._broker.stop(), GRACEFUL_SECONDS + 1)

    async def _hear(self, raw: tuple[ConsumerRecord[Any, Any], ...]) -> None:
        """All that one poll brought, in one go: what a partition brought stays in its order."""
        try:
            await self._on_batch([_record(r) for r in raw])
            crash.here("batch.heard")
            if len(raw) < FEW:
                await asyncio.sleep(BREATH)
        except SystemExit as enough:
            # FastStream would only stop its consumer, and leave behind a process that hears nothing.
            log.critical("this process ends", why=str(enough))
            signal.raise_signal(signal.SIGTERM)
            raise

    @property
    def _consumer(self) -> Any:  # noqa: ANN401 - aiokafka's consumer, behind FastStream's subscriber
        return self._subscriber.consumer

    def healthy(self, silent_for: float = 60.0) -> bool:
        """The consume loop polls and its group membership is alive (a lost one is never healed by the library), with or
        without partitions. While the bus is awaited at the start, nothing is wrong with this process."""
        if self._started_at is None:
            return True
        consumer = self._consumer
        if consumer is None:
            return False
        task = getattr(consumer._coordinator, "_coordination_task", None)  # noqa: SLF001 - no public view of it
        young = time.monotonic() - self._started_at <= silent_for
        idle = 0 if young or not self.assigned() else consumer._subscription.fetcher_idle_time  # noqa: SLF001
        return (task is None or not task.done()) and idle < silent_for

    def assigned(self) -> bool:
        return bool(self._consumer and self._consumer.assignment())

    async def assignments(self) -> list[dict[str, Any]]:
        """Partitions of this process with position, end and lag, as far as the client knows without asking."""
        consumer = self._consumer
        if consumer is None:
            return []
        partitions = sorted(consumer.assignment())
        with contextlib.suppress(KafkaError, TimeoutError):
            async with asyncio.timeout(ASKED_WITHIN):
                ends = await consumer.end_offsets(partitions) if partitions else {}
                return [await self._place(consumer, tp, ends[tp]) for tp in partitions]
        return []

    async def _place(self, consumer: Any, tp: TopicPartition, end: int) -> dict[str, Any]:  # noqa: ANN401
        position = await consumer.position(tp)
        return {
            "topic": tp.topic,
            "partition": tp.partition,
            "position": position,
            "end": end,
            "lag": max(0, end - position),
        }


class KafkaPublisher:
    """The publishing side: pipelined, idempotent, acks=all. After any error the producer is thrown away."""

    def __init__(self, bootstrap: str, instance: str, login: Login = ANONYMOUS) -> None:
        self._options: dict[str, Any] = {
            **login.options(), "bootstrap_servers": bootstrap, "client_id": instance, "enable_idempotence": True, "acks": "all", "linger_ms": 2,
            "max_batch_size": 131_072, "max_request_size": LARGEST_REQUEST, "request_timeout_ms": 20_000, "retry_backoff_ms": PATIENTLY,
        }  # fmt: skip
        self._producer: AIOKafkaProducer | None = None
        self._unknown: dict[str, float] = {}

    def assert_safe(self) -> None:
        if not (self._options["enable_idempotence"] and self._options["acks"] == "all"):
            raise SettingsError("the producer must be idempotent and wait for all replicas")

    async def publish(self, messages: Sequence[Unsent]) -> list[Sent | None]:
        """Send all in order and wait for every acknowledgement; None where there was none.

        A message whose topic is missing holds back those behind it with the same key, and nobody else.
        """
        producer = await self._ready()
        try:
            missing = await self._missing(producer, {message.topic for message in messages})
            able = _able(messages, missing)
            futures = [
                await producer.send(
                    m.topic, m.body, key=m.key.encode(), headers=[(n, bytes(v)) for n, v in m.headers]
                )
                for m in able
            ]
            results = await asyncio.wait_for(asyncio.gather(*futures, return_exceptions=True), 60)
        except (KafkaError, TimeoutError, OSError) as failed:
            await self.stop()
            raise TransientError(f"the bus did not take the messages: {type(failed).__name__}") from failed
        if refused := {
            m.topic: type(r).__name__
            for m, r in zip(able, results, strict=True)
            if isinstance(r, BaseException)
        }:
            log.error("messages were not taken", topics=refused)
            await self.stop()
        landed = {
            id(m): Sent(r.partition, r.offset)
            for m, r in zip(able, results, strict=True)
            if not isinstance(r, BaseException)
        }
        return [landed.get(id(message)) for message in messages]

    async def _missing(self, producer: AIOKafkaProducer, topics: set[str]) -> set[str]:
        """Topics the broker does not know, or does not let us write: they must not keep the others waiting."""
        now = time.monotonic()
        missing = {topic for topic in topics if self._unknown.get(topic, 0) > now}
        for topic in sorted(topics - missing):
            try:
                await asyncio.wait_for(producer.partitions_for(topic), KNOWN_WITHIN)
            except (KafkaError, TimeoutError):
                log.error("a topic cannot be written", topic=topic)
                self._unknown[topic] = now + ASKED_AGAIN_AFTER
                missing.add(topic)
        return missing

    async def _ready(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(**self._options)
            try:
                await producer.start()
            except (KafkaError, OSError) as away:
                await _end(producer)
                raise TransientError(f"the bus is not reachable: {type(away).__name__}") from away
            self._producer = producer
        return self._producer

    async def stop(self) -> None:
        """Bounded: an idempotent producer would wait for ever for a broker that is gone; its documents keep the messages."""
        producer, self._producer = self._producer, None
        if producer:
            await _end(producer)


async def _end(producer: AIOKafkaProducer) -> None:
    """Its sender must not outlive it: it would send its old batches when the broker is back, after the next producer's."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(producer.stop(), 2)
        return
    task = producer._sender.sender_task  # noqa: SLF001 - stop() gives it up without ending it
    if task:
        task.cancel()
    with contextlib.suppress(Exception):
        await asyncio.wait_for(producer.client.close(), 1)
    if task:
        task.cancel()  # from waiting for its last request, too
        await asyncio.wait([task], timeout=1)
    producer._message_accumulator.fail_all(KafkaError("given up"))  # noqa: SLF001 - who waits for them need not


def _able(messages: Sequence[Unsent], missing: Collection[str]) -> list[Unsent]:
    """Those that can go now without one overtaking an earlier one of its key."""
    held, able = set(), []
    for message in messages:
        if message.topic in missing:
            held.add(message.key)
        if message.key not in held:
            able.append(message)
    return able


async def apply_topics(
    bootstrap: str,
    topics: Iterable[tuple[str, int, dict[str, str]]],
    replication: int = 1,
    login: Login = ANONYMOUS,
) -> list[str]:
    """Create the topics (name, partitions, config) that are missing; returns their names. Never changes partitions in place."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **login.options())
    await admin.start()
    try:
        known = set(await admin.list_topics())
        missing = [
            NewTopic(name, partitions, replication, topic_configs=config)
            for name, partitions, config in topics
            if name not in known
        ]
        with contextlib.suppress(TopicAlreadyExistsError):
            if missing:
                await admin.create_topics(missing)
        return [topic.name for topic in missing]
    finally:
        await admin.close()


def _record(r: Any) -> Record:  # noqa: ANN401 - aiokafka's record
    return Record(r.topic, r.partition, r.offset, r.key, r.value, tuple(r.headers), r.timestamp)
