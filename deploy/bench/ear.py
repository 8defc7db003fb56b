"""Listens to the bus as a stranger does, from now on, and notes when each message of a matter arrived."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

PATIENCE = 60.0  # seconds for one message


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as it came: `at` is the machine's monotonic clock when the consumer was handed it."""

    at: float
    body: dict[str, Any]


Wanted = tuple[str, str, str]  # type, matter, document (deliveries only)


@dataclass
class Ear:
    """No group, no positions kept: whoever listens like this cannot disturb anybody."""

    bootstrap: str
    topics: Collection[str]
    _arrived: dict[Wanted, Arrival] = field(default_factory=dict)
    _awaited: dict[Wanted, asyncio.Future[Arrival]] = field(default_factory=dict)
    _consumer: Any = None
    _task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap, enable_auto_commit=False, fetch_max_wait_ms=100
        )
        await consumer.start()
        self._consumer = consumer
        consumer.assign(
            [TopicPartition(name, p) for name in self.topics for p in await self._partitions(name)]
        )
        await consumer.seek_to_end()
        for place in consumer.assignment():
            await consumer.position(place)
        self._task = asyncio.create_task(self._listen())

    async def _partitions(self, topic: str) -> Collection[int]:
        await self._consumer._client.set_topics([*self.topics])  # noqa: SLF001 - assign() does not ask for them
        found: Collection[int] | None = self._consumer.partitions_for_topic(topic)
        if not found:
            raise LookupError(topic)
        return found

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
        if self._consumer:
            await self._consumer.stop()

    async def heard(self, type_: str, matter_id: str, document: str = "") -> Arrival:
        """The message, come already or awaited; forgotten once told. Raises TimeoutError."""
        wanted = (type_, matter_id, document)
        if arrival := self._arrived.pop(wanted, None):
            return arrival
        awaited = self._awaited.setdefault(wanted, asyncio.get_running_loop().create_future())
        try:
            async with asyncio.timeout(PATIENCE):
                return await awaited
        finally:
            self._awaited.pop(wanted, None)

    async def _listen(self) -> None:
        while True:
            batches = await self._consumer.getmany(timeout_ms=200)
            at = time.monotonic()
            for record in (record for records in batches.values() for record in records):
                self._note(record, at)

    def _note(self, record: Any, at: float) -> None:  # noqa: ANN401 - aiokafka's record
        body = orjson.loads(record.value)
        type_ = next(value.decode() for name, value in record.headers if name == "ce_type")
        wanted = (type_, body["matter_id"], body.get("document", ""))
        awaited = self._awaited.get(wanted)
        if awaited and not awaited.done():
            awaited.set_result(Arrival(at, body))
        else:
            self._arrived[wanted] = Arrival(at, body)
