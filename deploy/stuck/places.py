"""Where things get stuck: each service's own database, reached directly, so that it can be mended while the service is down."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chassis.dead_letters import DEAD_LETTERS
from chassis.mongo_store import MongoStore
from chassis.operations import OPERATIONS
from chassis.recovering import Recovery
from deploy.cli import screen
from deploy.local import ports
from deploy.local.home import DIRECTORY
from deploy.local.processes import SERVICES, TABLE
from deploy.system import System
from deploy.words import Complaint, listed
from lianjie_contracts.directory import load
from lianjie_contracts.topics import heard_by

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from chassis.mongo import Mongo
    from deploy.system import Base


@dataclass(frozen=True, slots=True)
class Place:
    """One database of the system, with the orders of the topics that its service hears."""

    base: Base
    orders: dict[str, str]

    @property
    def name(self) -> str:
        return self.base.name

    @property
    def mongo(self) -> Mongo:
        return self.base.mongo

    @property
    def store(self) -> MongoStore:
        return MongoStore(self.mongo)

    async def recovery(self, why: str) -> Recovery:
        """The person at the terminal, at work here; the server says what time it is."""
        await self.store.prepare([DEAD_LETTERS, OPERATIONS])
        return Recovery(self.store, self.orders, screen.who(), why, await self.mongo.now())


@dataclass(frozen=True, slots=True)
class Places:
    """The whole system, and those places in it that the operator asked for."""

    system: System
    asked: tuple[Place, ...]


@asynccontextmanager
async def opened(service: str | None = None) -> AsyncIterator[Places]:
    """`service` as `status` names it: routing, intake (every county's) or intake-450199."""
    names = [row.name for row in TABLE if service in (None, row.service, row.name)]
    if not names:
        raise Complaint("service_unknown", name=service, names=listed([*SERVICES, *_counties()]))
    if not os.environ.get("LIANJIE_MONGO") and not ports.answers(ports.port_of("mongo", 27017)):
        raise Complaint("demo_not_up")
    async with System.here() as system:
        yield Places(system, tuple(_place(system, name) for name in names))


def _place(system: System, name: str) -> Place:
    base = system.bases[name]
    return Place(base, {topic.name: topic.order for topic in heard_by(base.row.service, system.directory)})


def county(code: str | None) -> str | None:
    """A county of the directory, as asked for."""
    codes = [each.code for each in load(DIRECTORY).counties]
    if code is not None and code not in codes:
        raise Complaint("stuck_no_county", asked=code, counties=listed(codes))
    return code


def _counties() -> list[str]:
    return [row.name for row in TABLE if row.county]
