"""The two ends of the wire: read the units' topics from the earliest record on, send replies."""

from __future__ import annotations

import asyncio
import os
import ssl
import time
from collections.abc import Iterable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from examples.unit_system.cases import Reply
from examples.unit_system.desk import Desk
from lianjie_contracts.base import Message
from lianjie_contracts.envelope import Envelope, EnvelopeError
from lianjie_contracts.registry import UnknownTypeError, UnknownVersionError, read


def login_from(told: Mapping[str, str]) -> dict[str, Any]:
    """How to log in, as aiokafka takes it; nothing where the bus asks nobody who it is."""
    security = told.get("LIANJIE_KAFKA_SECURITY", "PLAINTEXT")
    if not security.startswith("SASL"):
        return {}
    return {
        "security_protocol": security,
        "ssl_context": ssl.create_default_context(cafile=told.get("LIANJIE_KAFKA_CA")) if security == "SASL_SSL" else None,
        "sasl_mechanism": told.get("LIANJIE_KAFKA_MECHANISM", "SCRAM-SHA-512"),
        "sasl_plain_username": told["LIANJIE_KAFKA_USER"],
        "sasl_plain_password": told["LIANJIE_KAFKA_PASSWORD"],
    }  # fmt: skip


async def work(desk: Desk, bootstrap: str, stop: asyncio.Event) -> None:
    """Hear and answer until told to stop. Offsets are committed only after the cases are safe in the file."""
    topics = [f"routed.{unit}.v1" for unit in desk.offices]
    login = login_from(os.environ)
    # A login may use the groups whose names begin with its own.
    group = f"{login['sasl_plain_username']}.{desk.cases.group}" if login else desk.cases.group
    consumer = AIOKafkaConsumer(
        *topics,
        **login,
        bootstrap_servers=bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    )
    producer = AIOKafkaProducer(**login, bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
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
