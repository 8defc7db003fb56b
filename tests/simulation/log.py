"""Kafka as far as the chassis uses it, in memory: partitions, groups, sends that are lost, doubled or late."""

from __future__ import annotations

import asyncio
import contextlib
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from chassis.documents import Record, Unsent
from chassis.errors import TransientError
from chassis.relay import Sent
from tests.simulation.process import Crashed, Process
from tests.simulation.world import Broken, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from chassis.hearing import Hearing

PARTITIONS = 2
Place = tuple[str, int]  # topic, partition
POLL = 0.5  # seconds


@dataclass(eq=False)
class Log:
    """The broker. `committed` and `owner` are per group and place."""

    world: World
    records: dict[Place, list[Record]] = field(default_factory=dict)
    committed: dict[tuple[str, Place], int] = field(default_factory=dict)
    owner: dict[tuple[str, Place], str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    effective: dict[str, Callable[[Record], bool]] = field(default_factory=dict)

    def append(self, message: Unsent) -> Sent:
        place = (message.topic, zlib.crc32(message.key.encode()) % PARTITIONS)
        record = Record(*place, 0, message.key.encode(), message.body, message.headers)
        return self.put(place, record)

    def put(self, place: Place, record: Record) -> Sent:
        there = self.records.setdefault(place, [])
        there.append(
            Record(*place, len(there), record.key, record.value, record.headers, record.timestamp_ms)
        )
        return Sent(place[1], len(there) - 1)

    def on(self, topic: str) -> list[Record]:
        return [r for (name, _), records in self.records.items() if name == topic for r in records]

    def places(self, topics: Collection[str]) -> list[Place]:
        return [(topic, n) for topic in topics for n in range(PARTITIONS)]

    def join(self, group: str, name: str, topics: Collection[str]) -> None:
        self.members.setdefault(group, [])
        if name not in self.members[group]:
            self.members[group].append(name)
        members = self.members[group]
        for n, place in enumerate(self.places(topics)):
            self.owner[group, place] = members[n % len(members)]

    def rebalance(self) -> None:
        """Somebody else gets a partition; who had it learns of it at its next poll."""
        group, place = self.world.chance.choice(sorted(self.owner))
        self.owner[group, place] = self.world.chance.choice(self.members[group])
        self.world.note("the broker", f"{group} {place} → {self.owner[group, place]}")

    def commit(self, group: str, name: str, place: Place, to: int) -> None:
        """Keep an offset. Everything below it must have taken effect: nobody will ever hear it again."""
        if self.owner[group, place] != name:
            return
        before = self.committed.get((group, place), 0)
        for record in self.records.get(place, ())[before:to]:
            if not self.effective[group](record):
                raise Broken(f"{group} has acknowledged {record.place} and not heard it")
        self.committed[group, place] = to


@dataclass(eq=False)
class Producer:
    """chassis.relay.Publisher of one process: idempotent, one batch of a partition at a time."""

    process: Process
    log: Log

    async def publish(self, messages: Sequence[Unsent]) -> list[Sent | None]:
        landed: dict[int, Sent] = {}
        by_partition = lambda m: (m.topic, zlib.crc32(m.key.encode()) % PARTITIONS)  # noqa: E731
        for _, batch in groupby(sorted(messages, key=by_partition), by_partition):
            landed |= await self._send(list(batch))
        return [landed.get(id(message)) for message in messages]

    async def _send(self, batch: list[Unsent]) -> dict[int, Sent]:
        """A batch lands whole, in part, late or not at all; and whether it did is known, or not."""
        world = self.process.world
        try:
            await self.process.step(f"send {len(batch)} to {batch[0].topic}")
        except Crashed:
            if world.chance.random() < 0.5:
                self._late(batch)
            raise
        if world.happens():
            raise TransientError("the bus is not reachable")
        cut = world.chance.randrange(len(batch)) if world.happens() else len(batch)
        if world.happens():
            self._late(batch[:cut])
            return {}
        landed = {id(message): self.log.append(message) for message in batch[:cut]}
        await self.process.step("acknowledged by the bus")
        return {} if world.happens() else landed

    def _late(self, batch: list[Unsent]) -> None:
        """On its way, and its sender no longer waits for it: it lands whenever the network pleases."""

        async def land() -> None:
            await asyncio.sleep(self.process.world.chance.random() * 3)
            await self.process.world.nobody.step("a late send lands")
            for message in batch:
                self.log.append(message)

        self.process.world.nobody.task(land())


@dataclass(eq=False)
class Ears:
    """What chassis.bus.Ears makes of FastStream: poll, hear, commit afterwards; after an error everything once more."""

    process: Process
    log: Log
    group: str
    topics: Sequence[str]
    hearing: Hearing
    at_once: int = 6
    positions: dict[Place, int] = field(default_factory=dict)

    async def run(self) -> None:
        self.log.join(self.group, self.process.name, self.topics)
        while True:
            await self.process.step("poll")
            batch = self._poll()
            if not batch:
                await asyncio.sleep(POLL)
                continue
            place = (batch[0].topic, batch[0].partition)
            with contextlib.suppress(TransientError):
                await self.hearing.batch(batch)
                self.positions[place] = batch[-1].offset + 1
                await self.process.step("commit offsets")
                if not self.process.world.happens():
                    self.log.commit(self.group, self.process.name, place, self.positions[place])

    def _poll(self) -> list[Record]:
        mine = [p for p in self.log.places(self.topics) if self.log.owner[self.group, p] == self.process.name]
        self.positions = {p: self.positions.get(p, self.log.committed.get((self.group, p), 0)) for p in mine}
        ready = [p for p in mine if self.positions[p] < len(self.log.records.get(p, ()))]
        if not ready:
            return []
        chance = self.process.world.chance
        place = chance.choice(ready)
        start = self.positions[place]
        return self.log.records[place][start : start + chance.randint(1, self.at_once)]

    def done(self) -> bool:
        return all(
            self.positions.get(p, 0) >= len(self.log.records.get(p, ()))
            for p in self.log.places(self.topics)
            if self.log.owner[self.group, p] == self.process.name
        )
