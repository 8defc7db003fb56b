"""What the consumer and the producer are set to, looked at without a broker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiokafka import ConsumerRecord
from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

from chassis.bus import Ears, KafkaPublisher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.documents import Record

NOWHERE = "127.0.0.1:9"


async def nothing(_: Sequence[Record]) -> None: ...


def test_nothing_is_acknowledged_before_it_is_heard_nor_before_all_replicas_have_it() -> None:
    Ears(NOWHERE, "group", ["replay.x"], nothing, "test").assert_safe()
    KafkaPublisher(NOWHERE, "test").assert_safe()


@pytest.mark.asyncio
async def test_a_record_with_hostile_headers_reaches_the_handler_as_it_is() -> None:
    """FastStream's own parser fails at them, and then acknowledges the record."""
    subscriber: Any = Ears(NOWHERE, "group", ["replay.x"], nothing, "test")._subscriber
    subscriber._build_fastdepends_model()
    headers = (("x-null", None), ("x-bytes", b"\xff"))
    record: Any = ConsumerRecord("replay.x", 0, 0, 0, 0, b"key", b"body", None, 3, 4, headers)
    message = await subscriber.calls[0].is_suitable((record,), {})
    assert await message.decode() == (record,)
    assert record.headers == headers


class NoText(str):
    """A header's name that is no text on the wire."""

    __slots__ = ()

    def encode(self, *_: str) -> bytes:
        return b"\xff\xfe"


@pytest.mark.parametrize("compression", range(5))
def test_a_header_whose_name_is_no_text_keeps_no_record_from_being_unpacked(compression: int) -> None:
    Ears(NOWHERE, "group", ["replay.x"], nothing, "test")
    builder = _DefaultRecordBatchBuilderPy(2, compression, 0, -1, -1, -1, 10_000)
    for offset, name in enumerate(("one", NoText("two"), "三")):
        builder.append(offset, 1, b"key", b"body", [(name, b"1")])
    batch = bytes(builder.build())
    records, heard = fetcher.MemoryRecords(batch * 2), []
    while records.has_next():
        unpacked = records.next_batch()
        assert unpacked.validate_crc()
        heard += [(record.offset, record.value, record.headers[0][0]) for record in unpacked]
    assert heard == [(0, b"body", "one"), (1, b"body", "\\xff\\xfe"), (2, b"body", "三")] * 2


@pytest.mark.asyncio
async def test_all_that_a_poll_brought_is_heard_in_one_go_and_each_partition_in_its_order() -> None:
    batches: list[list[tuple[str, int, int]]] = []

    async def heard(records: Sequence[Record]) -> None:
        batches.append([(record.topic, record.partition, record.offset) for record in records])

    ears = Ears(NOWHERE, "group", ["replay.x"], heard, "test")
    came = [("a", 0, 1), ("a", 0, 2), ("b", 1, 7)]
    await ears._hear(
        tuple(ConsumerRecord(topic, at, offset, 0, 0, b"", b"", None, 0, 0, ()) for topic, at, offset in came)
    )
    assert batches == [came]
