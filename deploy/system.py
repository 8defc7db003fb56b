"""The system that runs here as the operators' commands meet it: whose database is where, and who hears whom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chassis.bus_groups import Groups
from chassis.errors import TransientError
from chassis.inspecting import Consumer, Inspection
from chassis.login import ANONYMOUS, Login
from chassis.mongo import Mongo
from chassis.settings import BusSettings, read
from deploy.local import ports
from deploy.local.home import DIRECTORY, Home
from deploy.local.processes import TABLE, Row, Surroundings
from deploy.local.stack import Stack
from lianjie_contracts.directory import Directory, load
from lianjie_contracts.topics import Topic, declared

if TYPE_CHECKING:
    from datetime import datetime

    from chassis.documents import Kind
    from chassis.service import Service
    from chassis.verifying import Reach

OF_COUNTY = "{county}"
MONGODB = 27017  # the port, where the address names none


@dataclass(frozen=True, slots=True)
class Base:
    """One database: a service's, or of intake one county's. `group` is the one under which it hears."""

    row: Row
    mongo: Mongo

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def group(self) -> str:
        return f"lianjie-{self.row.name}"

    @property
    def kinds(self) -> tuple[Kind[Any], ...]:
        """What it announces, in the order in which its service names it."""
        return tuple(kind for kind in service_of(self.row.service).kinds if kind.subject)

    def consumer(self) -> Consumer:
        follows = service_of(self.row.service).following(self.row.county or "")
        return Consumer(self.name, self.mongo, self.group, follows)


@dataclass(frozen=True)
class System:
    """All databases and the bus. Nothing here asks a running process: any of them may be down."""

    bases: Mapping[str, Base]
    kafka: str
    directory: Directory
    login: Login = ANONYMOUS

    @classmethod
    @asynccontextmanager
    async def here(cls, around: Surroundings | None = None) -> AsyncIterator[System]:
        """Raises TransientError at once if nobody listens where the database should be: its driver would wait long."""
        around = around or Stack(Home.here(), {}, lambda _: None).around
        await _somebody_at(around.mongo)
        bases = {row.name: Base(row, Mongo(around.mongo, database_of(row))) for row in TABLE}
        try:
            yield cls(bases, around.kafka, load(DIRECTORY), read(BusSettings).login())
        finally:
            for base in bases.values():
                await base.mongo.close()

    def consumers_of(self, topic: Topic) -> list[Base]:
        return [base for base in self.bases.values() if base.row.service in topic.consumers]

    async def inspections(
        self, groups: Groups, names: Collection[str] = (), since: datetime | None = None
    ) -> list[Inspection]:
        """Every kind that somebody announces to consumers; only the owners or consumers named, if any are."""
        return [
            made
            for base in self.bases.values()
            for kind in base.kinds
            if kind.topic and (made := await self._inspection(groups, base, kind, names, since))
        ]

    async def _inspection(
        self, groups: Groups, base: Base, kind: Kind[Any], names: Collection[str], since: datetime | None
    ) -> Inspection | None:
        topic = next(topic for topic in declared() if topic.name == kind.topic)
        hearers = self.consumers_of(topic)
        if names and not {base.row.service, base.name} & set(names):
            hearers = [each for each in hearers if {each.row.service, each.name} & set(names)]
        if not hearers:
            return None
        county = base.row.county
        name = topic.name.replace(OF_COUNTY, county or "")
        partitions = await groups.partitions([name])

        async def reach(wanted: Collection[str]) -> Mapping[str, Reach]:
            return await groups.reach(wanted, partitions)

        return Inspection(
            base.name, base.mongo, kind, f"{kind.subject}:{county}:" if county else f"{kind.subject}:",
            [each.consumer() for each in hearers], reach, topic.order == "latest", since,
        )  # fmt: skip


def database_of(row: Row) -> str:
    return f"lianjie_{row.name.replace('-', '_')}"


def service_of(name: str) -> Service[Any]:
    """What a service is made of; loaded only when it is asked for."""
    service: Service[Any] = import_module(f"services.{name}.service").SERVICE
    return service


async def _somebody_at(url: str) -> None:
    """One of the hosts is enough. What a name service spreads over hosts (mongodb+srv) is left to the driver."""
    if not url.startswith("mongodb://"):
        return
    for host in urlsplit(url).netloc.rpartition("@")[2].split(","):
        address = urlsplit(f"//{host}")
        if await asyncio.to_thread(
            ports.answers, address.port or MONGODB, address.hostname or ports.LOOPBACK
        ):
            return
    raise TransientError("nobody listens at the database's address")
