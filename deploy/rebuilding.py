"""One rebuild of a service's projections: fed from the owners' histories, heard into a shadow, compared, swapped in.

How far it has come is a document of the service's database, so that whatever kills it, the same command goes on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from chassis.bus import KafkaPublisher
from chassis.bus_groups import Groups
from chassis.documents import Kind, Unsent
from chassis.mongo import Mongo
from chassis.mongo_store import message_of
from chassis.resending import send_again
from chassis.shadows import SHADOW, Compared, Shadow, projections
from deploy.local import mark, ports
from deploy.local.home import Home
from deploy.local.mark import Mark
from deploy.local.part import PATIENCE_TO_STOP
from deploy.local.processes import Row, Service, Surroundings
from deploy.system import Base, System, service_of
from lianjie_contracts.topics import declared, heard_by, replay_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REBUILDS, CURRENT = "rebuilds", "current"
OVERLAP = timedelta(minutes=1)  # heard live and from the history: what was on its way when it began
NOTED_EVERY = 5000  # events
CATCHES_UP_WITHIN = 60.0  # seconds, while the live side is closed
Counted = Callable[[int], None]


class Rebuilder(Service):
    """The service's own program, told to hear a replay into a shadow; it answers on a port of its own."""

    def __init__(self, home: Home, row: Row, around: Surroundings, topic: str) -> None:
        super().__init__(home, row, 1, around)
        self.name, self.port, self.topic = f"rebuild-{row.name}", ports.free_ports(1)[0], topic

    def settings(self) -> Mapping[str, str]:
        return {**super().settings(), "LIANJIE_REPLAY": self.topic}

    def end_orphan(self) -> None:
        """What a killed command left behind would go on writing while we rename."""
        if found := Mark.read(self.record):
            mark.end({self.record: found}, PATIENCE_TO_STOP)


@dataclass
class Rebuild:
    """The stages: feeding, hearing, perhaps different, swapping, done. Until swapping everything can be repeated; then only
    the swap."""

    system: System
    base: Base
    groups: Groups
    home: Home
    around: Surroundings
    shadow: Shadow
    note: dict[str, Any] = field(default_factory=dict)

    @classmethod
    async def of(
        cls, system: System, base: Base, groups: Groups, home: Home, around: Surroundings
    ) -> Rebuild:
        built = Mongo(around.mongo, base.mongo.name, shadow=SHADOW)
        shadow = Shadow(base.mongo, built, projections(service_of(base.row.service).kinds))
        rows = await base.mongo.find(REBUILDS, {"_id": CURRENT})
        return cls(system, base, groups, home, around, shadow, rows[0] if rows else {})

    @property
    def stage(self) -> str:
        return str(self.note.get("stage", ""))

    @property
    def unfinished(self) -> bool:
        return self.stage not in ("", "done")

    @property
    def topic(self) -> str:
        return replay_topic(self.base.row.service, self.note["n"]).name

    @property
    def group(self) -> str:
        return f"{self.base.group}-{self.topic}"

    def owners(self) -> list[tuple[Base, Kind[Any]]]:
        """Whose histories are fed. A compacted topic keeps its own, without what was destroyed."""
        service = self.base.row.service
        heard = {t.name for t in declared() if service in t.consumers and t.order == "gapless"}
        return [
            (owner, kind)
            for owner in self.system.bases.values()
            for kind in owner.kinds
            if kind.topic in heard
        ]

    async def events(self) -> int:
        return sum([await o.mongo.count(f"{k.name}_history", {"owned": True}) for o, k in self.owners()])

    async def begin(self) -> None:
        """A new one: an empty shadow, a topic, and a group that hears what is said from now on."""
        await self.shadow.clear()
        self.note = {"n": self.note.get("n", 0) + 1, "fed": {}, "stamp": f"{datetime.now(UTC):%Y%m%d_%H%M%S}"}
        topic = replay_topic(self.base.row.service, self.note["n"])
        await self.groups.make(topic.name, topic.partitions_local, topic.config())
        live = [
            t.name for t in heard_by(self.base.row.service, self.system.directory) if t.order == "gapless"
        ]
        await self.groups.begin(self.group, live, datetime.now(UTC) - OVERLAP)
        await self.reach("feeding")

    async def reach(self, stage: str) -> None:
        self.note |= {"stage": stage, "at": datetime.now(UTC)}
        fields = {name: value for name, value in self.note.items() if name != "_id"}
        await self.base.mongo.update_one(REBUILDS, {"_id": CURRENT}, {"$set": fields}, upsert=True)

    async def feed(self, counted: Counted) -> None:
        """Every history, stream by stream, from where an earlier run was cut short."""
        publisher = KafkaPublisher(self.system.kafka, f"replay-{self.base.name}", self.system.login)
        try:
            for owner, kind in self.owners():
                await send_again(self._history(owner, kind, counted), publisher)
                await self._fed(owner, kind, "~")
        finally:
            await publisher.stop()

    async def heard(self, counted: Counted) -> None:
        """Wait until the shadow has heard all of the topic, and all that had been said live when this was asked."""
        told, live = 0, await self._live_ends()
        while True:
            begins, ends = await self.groups.held(await self.groups.partitions([self.topic]))
            committed = await self.groups.committed(self.group)
            done = sum(committed.get(at, begins[at]) - begins[at] for at in ends)
            counted(done - told)
            told = done
            late = [at for at, end in live.items() if committed.get(at, 0) < end]
            if done == sum(ends.values()) - sum(begins.values()) and not late:
                return
            await asyncio.sleep(0.5)

    async def compare(self, counted: Counted) -> list[Compared]:
        return [await self.shadow.compare(kind, counted) for kind in self.shadow.kinds]

    async def lacking(self) -> list[str]:
        """What keeps the shadow from being level now: streams behind, or something parked or dead in it."""
        until = time.monotonic() + CATCHES_UP_WITHIN
        while (behind := await self.shadow.behind()) or await self.shadow.aside():
            if time.monotonic() > until:
                return behind or ["?"]
            await asyncio.sleep(0.2)
        return []

    async def close(self) -> list[str]:
        """Close the live side until the swap; if the shadow does not draw level, it is opened again."""
        await self.shadow.close()
        if lacking := await self.lacking():
            await self.shadow.open()
        return lacking

    async def finish(self) -> None:
        await self.shadow.swap(self.note["stamp"])
        await self.reach("done")

    @contextmanager
    def listening(self) -> Iterator[Rebuilder]:
        """The process that hears into the shadow, as long as it is needed."""
        rebuilder = Rebuilder(self.home, self.base.row, self.around, self.topic)
        rebuilder.end_orphan()
        with rebuilder:
            yield rebuilder

    def end_orphan(self) -> None:
        Rebuilder(self.home, self.base.row, self.around, "").end_orphan()

    async def _live_ends(self) -> dict[tuple[str, int], int]:
        topics = [t.name for t in heard_by(self.base.row.service, self.system.directory)]
        begins, ends = await self.groups.held(await self.groups.partitions(topics))
        return {at: end for at, end in ends.items() if end > begins[at]}

    async def _history(self, owner: Base, kind: Kind[Any], counted: Counted) -> AsyncIterator[Unsent]:
        safe = last = self.note["fed"].get(self._key(owner, kind), "")
        where = {"subject": {"$gte": last}, "owned": True}
        topic, number = self.topic, 0
        async for row in owner.mongo.stream(f"{kind.name}_history", where, sort=[("subject", 1), ("seq", 1)]):
            yield replace(message_of(row), topic=topic)
            counted(1)
            last, number = row["subject"], number + 1
            if number % NOTED_EVERY == 0:
                # What was yielded last may not be on the bus yet; what was yielded a round ago is.
                await self._fed(owner, kind, safe)
                safe = last

    async def _fed(self, owner: Base, kind: Kind[Any], subject: str) -> None:
        self.note["fed"][self._key(owner, kind)] = subject
        await self.reach("feeding")

    @staticmethod
    def _key(owner: Base, kind: Kind[Any]) -> str:
        return f"{owner.name}/{kind.name}"


def refusal(service: str) -> str | None:
    """Why a service cannot be rebuilt: the kinds it announces."""
    kinds = [kind.name for kind in service_of(service).kinds if kind.subject]
    return ", ".join(kinds) or None
