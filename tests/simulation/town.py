"""The services of a simulated town: the real hearing, commands, store and relay, each process over its own connections."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chassis.commands import Commands
from chassis.dead_letters import DEAD_LETTERS
from chassis.decisions import Changed
from chassis.documents import Command, Kind, Record
from chassis.errors import ConflictError, TransientError
from chassis.hearing import Hearing, Hears
from chassis.ids import derived
from chassis.mongo_store import MongoStore
from chassis.relay import Relay
from lianjie_contracts.base import Message
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from tests.chassis.builders import COUNTY, KEYS, MATTERS, UNIT
from tests.simulation.database import Connection, Database
from tests.simulation.log import Ears, Log, Producer
from tests.simulation.process import Crashed, Process
from tests.simulation.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.documents import Answer


@dataclass(frozen=True, slots=True)
class Case:
    """What the desk decides on: the wishes that were granted, in their order."""

    done: tuple[str, ...] = ()


CASES: Kind[Case] = Kind("cases", Case, subject="matter", topic=MATTERS)
PERSONS: Kind[Case] = Kind("persons", Case, subject="key", topic=KEYS)


@dataclass(eq=False)
class Living:
    """What one process of a service is made of."""

    process: Process
    store: MongoStore
    commands: Commands
    relay: Relay
    mongo: Any
    clock: World
    hearing: Hearing
    ears: Ears | None


@dataclass(eq=False)
class Service:
    """One service: one database, one group, as many processes as are started for it."""

    world: World
    log: Log
    name: str
    kinds: Sequence[Kind[Any]]
    hears: Sequence[Hears] = ()
    orders: Mapping[str, str] = field(default_factory=dict)
    jobs: Sequence[Any] = ()
    at_once: int = 6
    database: Database = field(default_factory=Database)
    living: dict[str, Living] = field(default_factory=dict)

    def start(self, processes: int = 1) -> Service:
        self.log.effective[self.name] = self.effective
        for n in range(1, processes + 1):
            self.world.start(f"{self.name}-{n}", self._begin)
        return self

    def _begin(self, process: Process) -> None:
        connection: Any = Connection(process, self.database)
        store, clock = MongoStore(connection), self.world
        kinds = [kind for kind in self.kinds if kind.subject]
        relay = Relay(
            self.name, process.name, connection, [*kinds, DEAD_LETTERS], Producer(process, self.log)
        )
        commands = Commands(store, clock, f"lianjie/{self.name}", relay.wake)
        hearing = Hearing(self.name, store, clock, self.hears, self.orders, relay.wake)
        ears = (
            Ears(process, self.log, self.name, list(self.orders), hearing, self.at_once)
            if self.orders
            else None
        )
        self.living[process.name] = here = Living(
            process, store, commands, relay, connection, clock, hearing, ears
        )
        process.does(relay.run())
        if ears:
            process.does(ears.run())
            process.does(_every(1.0, hearing.sweep))
        for job in self.jobs:
            process.does(_every(1.0, lambda job=job: job(here)))

    def settled(self) -> bool:
        """Everything heard, everything sent, nothing waiting for what will not come."""
        own = any(row.get("unsent") for kind in self._speaking() for row in self.database.of(kind).values())
        return (
            not own
            and not self._due()
            and all(not here.ears or here.ears.done() for here in self.living.values())
        )

    def _due(self) -> list[str]:
        """Parked records whose turn has come: the sweep is still to find them."""
        positions = self.database.of("positions")
        waiting = [(row, positions.get(row["subject"])) for row in self.database.of("parked").values()]
        return [
            row["_id"] for row, at in waiting
            if row["seq"] <= (at["seq"] if at else 0) + 1 and not (at and at["forked"])
        ]  # fmt: skip

    def _speaking(self) -> list[str]:
        return [kind.name for kind in self.kinds if kind.subject] + [DEAD_LETTERS.name]

    def effective(self, record: Record) -> bool:
        """Whether a record has become part of what is committed: applied, parked, or a dead letter."""
        headers = dict(record.headers)
        subject, seq = (headers["ce_subject"] or b"").decode(), int(headers["ce_seq"] or b"0")
        position = self.database.of("positions").get(subject)
        return (
            bool(position and position["seq"] >= seq)
            or f"{subject}|{seq}" in self.database.of("parked")
            or derived(self.name, record.place) in self.database.of(DEAD_LETTERS.name)
        )

    def states(self, kind: Kind[Any]) -> dict[str, Any]:
        return {id_: kind.load(row["state"]) for id_, row in self.database.of(kind.name).items()}

    def said(self, kind: Kind[Any], id_: str) -> list[str]:
        """The ids of all its events so far, those on their way included."""
        subject, row = f"{kind.subject}:{id_}", self.database.of(kind.name)[id_]
        history = [r for r in self.database.of(f"{kind.name}_history").values() if r["subject"] == subject]
        said = {r["seq"]: r["id"] for r in [*history, *row["unsent"]]}
        return [said[seq] for seq in sorted(said)]

    def put_back(self, backup: dict[str, Any]) -> None:
        """The database is an older one again; its processes were stopped for it."""
        for here in self.living.values():
            self.world.kill(here.process, "for a restore")
        self.database = Database({name: dict(rows) for name, rows in backup.items()})

    async def ask(self, id_: str, wish: str, kind: Kind[Case] = CASES) -> Answer:
        """A client who does not give up: asks again, of whichever process lives, until there is an answer."""
        chance = self.world.chance
        decide = lambda case: Changed(  # noqa: E731
            Case((*(case or Case()).done, wish)),
            (_granted(kind, id_, self.world),),
            {"place": len((case or Case()).done)},
        )
        while True:
            here = chance.choice(sorted(self.living.values(), key=lambda each: each.process.name))
            try:
                return await here.process.task(here.commands.run(kind, id_, Command(wish, "asked"), decide))
            except (Crashed, ConflictError, TransientError):
                await asyncio.sleep(chance.random())


def _granted(kind: Kind[Case], id_: str, world: World) -> Message:
    if kind is PERSONS:
        return PersonKeyIssued(key_id=id_, county=COUNTY, wrapped="AAAA", occurred_at=world.now())
    return MatterSigned(matter_id=id_, county=COUNTY, office="云岭县", unit=UNIT, occurred_at=world.now())


async def _every(seconds: float, act: Any) -> None:
    while True:
        with contextlib.suppress(TransientError, ConflictError):
            await act()
        await asyncio.sleep(seconds)
