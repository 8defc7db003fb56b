"""Reading a topic without being heard: between two places, outside every group, committing nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from chassis.documents import Record
from chassis.errors import BehindError, TransientError
from chassis.login import ANONYMOUS, Login

AT_ONCE = 500  # records
Place = tuple[str, int]  # topic and partition


async def tails(
    bootstrap: str, topics: Collection[str], since: Mapping[Place, int], login: Login = ANONYMOUS
) -> AsyncIterator[Sequence[Record]]:
    """Everything on `topics` from the offsets `since` (0 where none is given) to their present ends, in batches of one
    partition. Raises BehindError if the bus no longer holds all of it, TransientError if it is away."""
    consumer = AIOKafkaConsumer(
        **login.options(), bootstrap_servers=bootstrap, enable_auto_commit=False, isolation_level="read_committed", auto_offset_reset="none",
    )  # fmt: skip
    try:
        await consumer.start()
        for partition, begin, end in await _spans(consumer, topics, since):
            consumer.assign([partition])
            consumer.seek(partition, begin)
            while await consumer.position(partition) < end:
                batch = await consumer.getmany(partition, timeout_ms=1000, max_records=AT_ONCE)
                records = [_record(r) for r in batch.get(partition, ()) if r.offset < end]
                if records:
                    yield records
    except (KafkaError, OSError) as away:
        raise TransientError(f"the bus could not be read: {type(away).__name__}") from away
    finally:
        await consumer.stop()


async def _spans(
    consumer: AIOKafkaConsumer, topics: Collection[str], since: Mapping[Place, int]
) -> list[tuple[TopicPartition, int, int]]:
    known = await consumer._client.fetch_all_metadata()  # noqa: SLF001 - the public view knows only what is subscribed
    wanted = [
        TopicPartition(topic, number)
        for topic in sorted(set(topics) & known.topics())
        for number in sorted(known.partitions_for_topic(topic) or ())
    ]
    first, ends = await consumer.beginning_offsets(wanted), await consumer.end_offsets(wanted)
    spans = []
    for partition in wanted:
        begin = since.get((partition.topic, partition.partition), 0)
        if begin < first[partition] < ends[partition] or ends[partition] < begin:
            raise BehindError(
                f"{partition.topic}/{partition.partition} no longer holds what followed {begin}"
            )
        spans.append((partition, max(begin, first[partition]), ends[partition]))
    return [span for span in spans if span[1] < span[2]]


def _record(r: object) -> Record:
    return Record(r.topic, r.partition, r.offset, r.key, r.value, tuple(r.headers), r.timestamp)  # type: ignore[attr-defined]
