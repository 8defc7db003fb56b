"""Beside chassis.bus the only module that knows aiokafka: how far groups have read, and what topics still hold."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata

from chassis.errors import TransientError
from chassis.login import ANONYMOUS, Login
from chassis.verifying import Reach

Offsets = dict[tuple[str, int], int]


@dataclass(frozen=True)
class Groups:
    """Asks the bus; reads no record and joins no group that lives."""

    _options: Mapping[str, Any]
    _admin: AIOKafkaAdminClient
    _consumer: Any

    @classmethod
    @contextlib.asynccontextmanager
    async def of(cls, bootstrap: str, login: Login = ANONYMOUS) -> AsyncIterator[Groups]:
        """Raises TransientError if the bus is not reachable."""
        options = {**login.options(), "bootstrap_servers": bootstrap}
        admin = AIOKafkaAdminClient(**options)
        consumer = AIOKafkaConsumer(**options, enable_auto_commit=False)
        try:
            await admin.start()
            await consumer.start()
        except (KafkaError, OSError) as away:
            await _closed(admin, consumer)
            raise TransientError(f"the bus is not reachable: {type(away).__name__}") from away
        try:
            yield cls(options, admin, consumer)
        finally:
            await _closed(admin, consumer)

    async def reach(
        self, groups: Collection[str], partitions: Collection[tuple[str, int]]
    ) -> dict[str, Reach]:
        """How far each group has read. What is committed is asked first: an end that is older than it would show a
        record as gone that has just been heard."""
        committed = {group: await self.committed(group) for group in set(groups)}
        begins, ends = await self.held(partitions)
        return {group: Reach(offsets, begins, ends) for group, offsets in committed.items()}

    async def committed(self, group: str) -> Offsets:
        with _translated():
            found = await self._admin.list_consumer_group_offsets(group)
            return {(at.topic, at.partition): kept.offset for at, kept in found.items()}

    async def all_groups(self) -> list[str]:
        with _translated():
            return sorted(name for name, _ in await self._admin.list_consumer_groups())

    async def partitions(self, topics: Collection[str]) -> list[tuple[str, int]]:
        """Of the topics that exist."""
        with _translated():
            known = set(await self._admin.list_topics())
            found = await self._admin.describe_topics(sorted(known.intersection(topics)))
            return sorted((topic["topic"], p["partition"]) for topic in found for p in topic["partitions"])

    async def held(self, partitions: Collection[tuple[str, int]]) -> tuple[Offsets, Offsets]:
        """The first and the next offset of each partition."""
        wanted = [TopicPartition(*at) for at in partitions]
        if not wanted:
            return {}, {}
        with _translated():
            begins = await self._consumer.beginning_offsets(wanted)
            ends = await self._consumer.end_offsets(wanted)
        return _plain(begins), _plain(ends)

    async def begin(self, group: str, topics: Collection[str], at: datetime) -> None:
        """Let a group that has not begun start at that instant; one that has begun stays where it is."""
        if await self.committed(group):
            return
        partitions = [TopicPartition(*each) for each in await self.partitions(topics)]
        with _translated():
            stamps = dict.fromkeys(partitions, int(at.timestamp() * 1000))
            found = await self._consumer.offsets_for_times(stamps)
            ends = await self._consumer.end_offsets(partitions)
            starts = {each: kept.offset if (kept := found.get(each)) else ends[each] for each in partitions}
            async with self._member(group) as member:
                member.assign(partitions)
                await member.commit({each: OffsetAndMetadata(start, "") for each, start in starts.items()})

    async def members(self, group: str) -> int:
        """How many hear as this group; a process that has ended is counted for up to 20 seconds more."""
        with _translated():
            (answer,) = await self._admin.describe_consumer_groups([group])
            return sum(len(described[5]) for described in answer.groups)

    async def place(self, group: str, offsets: Offsets) -> None:
        """Let a group without members go on from these offsets, and from the first there is where none is given."""
        begins, _ = await self.held([*await self.committed(group)])
        wanted = {
            TopicPartition(*at): OffsetAndMetadata(offset, "") for at, offset in (begins | offsets).items()
        }
        if not wanted:
            return
        with _translated():
            async with self._member(group) as member:
                member.assign(list(wanted))
                await member.commit(wanted)

    async def make(self, topic: str, partitions: int, config: dict[str, str]) -> None:
        """A topic of that name, if there is none."""
        with _translated():
            if topic not in await self._admin.list_topics():
                await self._admin.create_topics([NewTopic(topic, partitions, 1, topic_configs=config)])

    async def delete(self, topic: str) -> None:
        with _translated():
            if topic in await self._admin.list_topics():
                await self._admin.delete_topics([topic])

    @contextlib.asynccontextmanager
    async def _member(self, group: str) -> AsyncIterator[Any]:
        member = AIOKafkaConsumer(**self._options, group_id=group, enable_auto_commit=False)
        await member.start()
        try:
            yield member
        finally:
            await member.stop()


@contextlib.contextmanager
def _translated() -> Any:  # noqa: ANN401 - a context manager
    try:
        yield
    except (KafkaError, OSError) as away:
        raise TransientError(f"the bus did not answer: {type(away).__name__}") from away


async def _closed(*clients: Any) -> None:  # noqa: ANN401
    for client in clients:
        with contextlib.suppress(Exception):
            await (client.close() if isinstance(client, AIOKafkaAdminClient) else client.stop())


def _plain(offsets: dict[Any, int]) -> Offsets:
    return {(at.topic, at.partition): offset for at, offset in offsets.items()}
