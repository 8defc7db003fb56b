"""A hall for tests: tickets and desks as they stand, and a reception over a store in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
from fastapi import FastAPI

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.documents import Document
from chassis.identity import DevelopmentIssuer, Principal
from chassis.testing.memory import MemoryStore
from chassis.web import dress
from lianjie_contracts.directory import Account, load
from lianjie_contracts.events.item_registered import ItemRegistered
from services.intake.capability import FrontDoor
from services.intake.citizen import tickets
from services.intake.domain.holders import Holder
from services.intake.domain.item import Item
from services.intake.hall.api import api
from services.intake.hall.desk import Desk
from services.intake.hall.line import Held
from services.intake.hall.ticket import Act, Intent, Ticket, TicketState
from services.intake.settings import CitizenFigures
from services.intake.store import ITEMS

COUNTY = "450199"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in the county
TODAY = date(2026, 11, 23)
SECRET = b"a secret of the whole bus, 32 byte"
CLERK, OTHER = "clerk@450199", "other@450199"
ROOT = Path(__file__).parents[3]
DIRECTORY = load(ROOT / "deploy" / "directory.toml")
ISSUER = DevelopmentIssuer("development", "a development secret of at least 32 characters")


def ticket(
    number: str = "A001", state: TicketState = TicketState.WAITING, minutes: float = 0, **more: Any
) -> Ticket:
    """A ticket taken so many minutes after nine; one that is not waiting any more was called to desk 3."""
    at = NOW + timedelta(minutes=minutes)
    there: dict[str, Any] = {}
    if state is not TicketState.WAITING:
        there = {"desk": 3, "called_at": at, "first_called_at": at, "calls": 1}
    return Ticket(number, TODAY, number[0], state, **{"taken_at": at, "since": at, **there, **more})


def held(number: str, **more: Any) -> Held:
    return Held(f"{COUNTY}:{number}", ticket(number, **more))


def intent(act: Act, roles: str = "receptionist", **more: Any) -> Intent:
    """Somebody who sits at desk 3, which takes A and B, and brings along all that any act wants."""
    brought: dict[str, Any] = {
        "desk": Desk(3, ("A", "B"), CLERK), "to": Desk(5, ("C",), OTHER), "item_id": f"{COUNTY}:item",
        "fresh": ticket(), "by": CLERK,
    }  # fmt: skip
    return Intent(act, NOW + timedelta(minutes=30), frozenset(roles.split()), **(brought | more))


@dataclass
class MemoryMongo:
    """The few questions the hall asks its database, over a store in memory."""

    store: MemoryStore
    counters: dict[str, int] = field(default_factory=dict)

    async def find(self, collection: str, where: Mapping[str, Any], **_: Any) -> list[dict[str, Any]]:
        rows = []
        for (name, id_), document in self.store.documents.items():
            state = (
                document.kind.adapter.dump_python(document.state, mode="json") if name == collection else {}
            )
            if name == collection and all(
                _fits(state.get(k.removeprefix("state.")), v) for k, v in where.items()
            ):
                rows.append({"_id": id_, "state": document.kind.dump(document.state)})
        return rows

    async def increment(self, _: str, id_: str, __: str) -> int:
        self.counters[id_] = self.counters.get(id_, 0) + 1
        return self.counters[id_]


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return (wanted.get("$gte", value) <= value) and ("$lt" not in wanted or value < wanted["$lt"])
    return bool(value == wanted)


class PoliteStore(MemoryStore):
    """Lets everybody else go first after each reading, so that whatever can race does."""

    async def get(self, kind: Any, ids: Any) -> Any:
        found = await super().get(kind, ids)
        await asyncio.sleep(0)
        return found


@dataclass
class Counter:
    """The hall over HTTP, and the people who use it; nobody (None) is a visitor."""

    store: MemoryStore = field(default_factory=PoliteStore)
    clock: SettableClock = field(default_factory=lambda: SettableClock(NOW))
    pressed: int = 0

    def __post_init__(self) -> None:
        commands = Commands(self.store, self.clock, "lianjie/intake", lambda *_: None)
        self.mongo = MemoryMongo(self.store)
        parts: Any = SimpleNamespace(
            settings=SimpleNamespace(county=COUNTY, citizen=CitizenFigures()), directory=DIRECTORY, clock=self.clock, mongo=self.mongo,
            store=self.store, commands=commands,
        )  # fmt: skip
        registrar: Any = SimpleNamespace(secret=SECRET)
        app = FastAPI()
        app.include_router(api(FrontDoor(parts, registrar)))
        dress(app, ISSUER)
        self.transport = httpx.ASGITransport(app)

    def person(self, name: str, *roles: str, county: str = COUNTY) -> Principal:
        return Principal(f"{name}@{county}", name, frozenset(roles), county)

    async def ask(
        self, who: Principal | None, method: str, path: str, form: Any = None, key: str = "", **more: Any
    ) -> httpx.Response:
        self.pressed += 1
        headers = {"Idempotency-Key": key or f"press-{self.pressed:05}"}
        if who:
            account = Account(
                username=who.id, name=who.name, roles=tuple(who.roles), post="", county=who.county
            )
            headers["Authorization"] = f"Bearer {ISSUER.issue(account)}"
        async with httpx.AsyncClient(transport=self.transport, base_url="http://intake/hall") as client:
            return await client.request(method, path, json=form, headers=headers, **more)

    def post(self, who: Principal | None, path: str, form: Any = None, key: str = "") -> httpx.Response:
        return asyncio.run(self.ask(who, "POST", path, form, key))

    def get(self, who: Principal | None, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self.ask(who, "GET", path, **more))

    def together(self, *asked: Any) -> list[httpx.Response]:
        async def all_of_them() -> list[httpx.Response]:
            return list(await asyncio.gather(*asked))

        return asyncio.run(all_of_them())

    def registered(self) -> str:
        """An item lies in the store, and its petitioner has proved number and code: the ticket of that visit."""
        example = ROOT / "contracts" / "examples" / "item_registered" / "v1" / "smallest.json"
        event = ItemRegistered.read(example.read_bytes())
        item_id = f"{COUNTY}:item-1"
        document = Document(ITEMS, item_id).with_state(Item(event.item_no, event.matter_id, "p", event))
        asyncio.run(self.store.put(document))
        return tickets.written(
            SECRET, tickets.Ticket(Holder(item_id), 1), self.clock.now(), timedelta(minutes=30)
        )

    def later(self, **span: float) -> None:
        self.clock.advance(timedelta(**span))

    def said(self) -> list[str]:
        """The types of all events, in the order of their streams."""
        return [dict(m.headers)["ce_type"].decode() for said in self.store.said.values() for m in said]
