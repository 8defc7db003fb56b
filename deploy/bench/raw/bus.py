"""The messages of a raw service: written ahead in its documents, published in one go, read poll by poll."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from deploy.bench.raw.recipe import PREFIX, recipe

if TYPE_CHECKING:
    from deploy.bench.raw.store import Row, Store

OnBatch = Callable[[list[Any]], Awaitable[None]]
AT_ONCE = 200


class Relay:
    """Publishes what documents have announced, woken by whoever saved them; idempotent, acks=all."""

    def __init__(self, store: Store, bootstrap: str) -> None:
        self._store, self._bootstrap = store, bootstrap
        self._woken: dict[str, set[str]] = {}
        self._bell = asyncio.Event()

    def wake(self, collection: str, id_: str) -> None:
        self._woken.setdefault(collection, set()).add(id_)
        self._bell.set()

    async def run(self) -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=self._bootstrap,
            enable_idempotence=True,
            acks="all",
            linger_ms=2,
            max_batch_size=131_072,
        )
        await producer.start()
        while True:
            await self._bell.wait()
            self._bell.clear()
            woken, self._woken = self._woken, {}
            for collection, ids in woken.items():
                await self._publish(producer, collection, await self._store.unsent(collection, ids))

    async def _publish(self, producer: AIOKafkaProducer, collection: str, rows: list[Row]) -> None:
        sent = [
            await producer.send(
                message["topic"], message["body"], key=message["key"].encode(), headers=[(n, v) for n, v in message["headers"]]
            )
            for row in rows for message in row["unsent"]
        ]  # fmt: skip
        await asyncio.gather(*sent)
        if rows:
            await self._store.sent(collection, rows)


async def listen(bootstrap: str, group: str, topics: list[str], on_batch: OnBatch) -> None:
    """Hand over batch by batch, and commit what was done."""
    consumer = AIOKafkaConsumer(
        *topics, bootstrap_servers=bootstrap, group_id=group, enable_auto_commit=False, auto_offset_reset="earliest",
        isolation_level="read_committed", fetch_max_wait_ms=250,
    )  # fmt: skip
    await consumer.start()
    while True:
        batches = await consumer.getmany(timeout_ms=250, max_records=AT_ONCE)
        if batches:
            await on_batch([record for records in batches.values() for record in records])
            await consumer.commit({place: records[-1].offset + 1 for place, records in batches.items()})


def message(number: int, ids: dict[str, str], service: str, key: str, n: int) -> Row:
    """A message of the same size and with the same headers as the real one; `n` counts those of its document."""
    said, id_ = recipe().messages[number], str(uuid.uuid4())
    topic = PREFIX + said.topic.format(**ids)
    told = {**ids, "message": number}
    if said.delivery:
        told |= {"document": said.document, "delivery_id": f"{ids['matter_id']}~{said.delivery}"}
    body = orjson.dumps(told)
    subject = f"{topic.split('.')[-2]}:{key}"
    headers = {
        "ce_specversion": "1.0", "ce_id": id_, "ce_type": said.type, "ce_schemaver": "1", "ce_source": f"lianjie/{service}",
        "ce_subject": subject, "ce_seq": str(n), "ce_tenant": ids["county"], "ce_time": datetime.now(UTC).isoformat(),
        "content-type": "application/json", "ce_causationid": id_, "traceparent": f"00-{id_}-{id_[:16]}-01",
    }  # fmt: skip
    filled = body[:-1] + b',"filling":"' + b"x" * max(0, said.size - len(body) - 13) + b'"}'
    return {
        "n": n, "id": id_, "seq": n, "topic": topic, "key": key, "owned": True, "body": filled,
        "headers": [[name, value.encode()] for name, value in headers.items()],
    }  # fmt: skip
