"""The two ends of the wire: hand down what is given, hear what the counties say, answer each result."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from examples.upper_system.office import Superior
from lianjie_contracts.base import Message
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.result_package import ResultPackage
from lianjie_contracts.events.transfer_answered import TransferAnswered
from lianjie_contracts.events.upper_transfer import UpperTransfer
from lianjie_contracts.registry import UnknownTypeError, read

IN, OUT, GROUP = "exchange.in.v1", "exchange.out.v1", "superior.example"


async def work(office: Superior, transfers: list[UpperTransfer], bootstrap: str, stop: asyncio.Event) -> None:
    """Hand down, then hear and answer until told to stop. What goes twice has the same id and is done once."""
    consumer = AIOKafkaConsumer(
        OUT, bootstrap_servers=bootstrap, group_id=GROUP, enable_auto_commit=False, auto_offset_reset="earliest",
        isolation_level="read_committed",
    )  # fmt: skip
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
    await consumer.start()
    await producer.start()
    try:
        for transfer in transfers:
            await send(producer, transfer, f"transfer:{transfer.county}:{transfer.number}")
        while not stop.is_set():
            for records in (await consumer.getmany(timeout_ms=200)).values():
                for record in records:
                    await _hear(office, producer, record)
            await consumer.commit()
    finally:
        await producer.stop()
        await consumer.stop()


async def _hear(office: Superior, producer: AIOKafkaProducer, record: Any) -> None:  # noqa: ANN401 - aiokafka's record
    envelope = Envelope.read({name: value.decode() for name, value in record.headers})
    try:
        event = read(envelope.type, envelope.version, record.value)
    except UnknownTypeError:  # of a newer Lianjie
        return
    if isinstance(event, TransferAnswered | ResultPackage):
        receipt = office.hear(event, datetime.now(UTC))
        if receipt is not None:
            await send(producer, receipt, f"matter:{receipt.matter_id}")


async def send(producer: AIOKafkaProducer, message: Message, subject: str) -> None:
    """A wish, not a fact: `ce_seq` is 0, and the same message has the same `ce_id` however often it goes."""
    id_ = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{subject}|{message.model_dump_json()}"))
    county = str(message.model_dump()["county"])
    envelope = Envelope(id_, message.type, message.version, "superior", subject, 0, county, datetime.now(UTC))
    key = subject.partition(":")[2].encode()
    await producer.send_and_wait(IN, message.body(), key=key, headers=list(envelope.headers()))
