"""One service in memory: its store, its handlers and its routes, composed as its own service.py says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, cast

from fastapi import APIRouter
from fastapi.routing import APIRoute

from chassis.clock import Clock
from chassis.commands import Commands
from chassis.decoding import Decoded, subject_of
from chassis.documents import Kind
from chassis.following import Following
from chassis.hearing import Hears
from chassis.service import Parts, Service
from chassis.testing import MemoryStore
from chassis.turn import Turn
from chassis.work import Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.topics import heard_by
from services.intake.store import COUNTERS, ITEMS

NOWHERE = {"kafka": "-", "mongo": "mongodb://-"}


class Ledger:
    """What services ask of MongoDB directly: intake's counters, and an item by its number."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.counters: Counter[str] = Counter()

    async def increment(self, collection: str, id_: str, _field: str) -> int:
        assert collection == COUNTERS
        self.counters[id_] += 1
        return self.counters[id_]

    async def find(self, collection: str, where: Mapping[str, Any], **_: object) -> list[dict[str, Any]]:
        assert collection == ITEMS.name
        wanted = where["state.item_no"]
        return [
            {"_id": id_, "state": item}
            for id_, item in self._store.all(ITEMS).items()
            if item.item_no == wanted
        ]


@dataclass(frozen=True)
class House:
    """`name` is that of the process, `database` where its documents belong. One without `speaks` only listens."""

    name: str
    service: Service[Any]
    database: str
    parts: Parts[Any]
    follows: Following
    store: MemoryStore
    ledger: Ledger
    handlers: Mapping[str, Hears]
    orders: Mapping[str, str]
    routes: Mapping[str, Any]

    @classmethod
    def of(
        cls, name: str, own: Mapping[str, Any], keys: Mapping[str, str], directory: Directory, clock: Clock
    ) -> House:
        kind = name.partition("-")[0]
        service: Service[Any] = import_module(f"services.{kind}.service").SERVICE
        settings = service.settings(environment="development", **NOWHERE, **keys, **own)
        store = MemoryStore()
        ledger = Ledger(store)
        commands = Commands(store, clock, f"lianjie/{kind}", lambda _kind, _id: None)
        parts: Parts[Any] = Parts(
            settings, directory, clock, cast("Any", ledger), cast("Any", store), commands, cast("Any", None)
        )
        database = service.database(settings) if service.database else f"lianjie_{kind}"
        orders = {topic.name: topic.order for topic in heard_by(kind, directory)}
        routes = {route.path: route.endpoint for route in _routes(service.api(parts))} if service.api else {}
        handlers = {hears.message.type: hears for hears in service.hears(parts)}
        follows = service.following(service.tenant(settings))
        return cls(name, service, database, parts, follows, store, ledger, handlers, orders, routes)

    @property
    def speaks(self) -> bool:
        return any(kind.subject for kind in self.service.kinds)

    @property
    def kinds(self) -> dict[str, Kind[Any]]:
        return {kind.name: kind for kind in self.service.kinds}

    def clear(self) -> None:
        self.store.__init__()  # type: ignore[misc]
        self.ledger.counters.clear()

    async def hear(self, heard: Sequence[tuple[datetime, Decoded]]) -> None:
        """One turn of hearing, each record at its own time. Nothing made up may be refused by a handler: it raises."""
        heard = [(at, message) for at, message in heard if self.follows(subject_of(message.record))]
        if not heard:
            return
        messages = [message for _, message in heard]
        async with self.store.batch() as tx:
            work = Work(tx, heard[0][0], f"lianjie/{self.service.name}")
            turn = await Turn.begin(work, tx, self.handlers, self.orders, messages, ())
            for at, message in heard:
                work.now = at
                await turn.hear(message)
            await turn.drain()
            await turn.write(tx)


def _routes(router: APIRouter) -> Iterator[APIRoute]:
    """Every route, also of the routers within."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            yield route
        elif within := getattr(route, "original_router", None):
            yield from _routes(within)


def form_of(endpoint: Any) -> Any:  # noqa: ANN401 - a route's own form
    """The class of the form a route takes, if any; what else it takes may be known to its own closure only."""
    form = endpoint.__annotations__.get("form")
    return eval(form, endpoint.__globals__) if isinstance(form, str) else form  # noqa: S307 - our own source
