"""The two ends of the wire: read the units' topics from the earliest record on, send replies."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from examples.unit_system.cases import Reply
from examples.unit_system.desk import Desk
from lianjie_contracts.base import Message
from lianjie_contracts.envelope import Envelope, EnvelopeError
from lianjie_contracts.registry import UnknownTypeError, UnknownVersionError, read


async def work(desk: Desk, bootstrap: str, stop: asyncio.Event) -> None:
    """Hear and answer until told to stop. Offsets are committed only after the cases are safe in the file."""
    topics = [f"routed.{unit}.v1" for unit in desk.offices]
    consumer = AIOKafkaConsumer(
        *topics,
        bootstrap_servers=bootstrap,
        group_id=desk.cases.group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    )
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
    await consumer.start()
    await producer.start()
    try:
        while not stop.is_set():
            if by_partition := await consumer.getmany(timeout_ms=200):
                take_in(desk, [record for records in by_partition.values() for record in records])
                await consumer.commit()
            await send_due(desk, producer)
    finally:
        await producer.stop()
        await consumer.stop()


def take_in(desk: Desk, records: Iterable[Any]) -> None:
    """All in one transaction of the file: after a crash it is read again, and what was kept is recognised."""
    with desk.cases.together():
        for record in records:
            if understood := _understood(desk, record):
                desk.hear(record.topic, *understood, time.time())


async def send_due(desk: Desk, producer: AIOKafkaProducer) -> None:
    """Write first, send then: a reply that goes twice has the same id and is answered as the first time."""
    with desk.cases.together():
        replies = desk.write_due(time.time())
    for reply in replies:
        await _send(producer, reply)
        with desk.cases.together():
            desk.cases.sent(reply.id)


async def _send(producer: AIOKafkaProducer, reply: Reply) -> None:
    """The key is the matter: all replies about one matter keep their order."""
    await producer.send_and_wait(reply.topic, reply.body, key=reply.matter_id.encode(), headers=reply.headers)


def _understood(desk: Desk, record: Any) -> tuple[Envelope, Message] | None:  # noqa: ANN401 - aiokafka's record
    """The message, or None for what a newer Lianjie may say to newer systems: passed over, and said once."""
    try:
        envelope = Envelope.read({name: value.decode() for name, value in record.headers})
        return envelope, read(envelope.type, envelope.version, record.value or b"")
    except UnknownTypeError:
        return None
    except (EnvelopeError, UnknownVersionError, UnicodeDecodeError, ValueError) as wrong:
        place = f"{record.topic}/{record.partition}/{record.offset}"
        desk.tell(record.topic.split(".")[1], place, f"看不懂这条消息，请升级本系统：{type(wrong).__name__}")
        return None
