"""A county's intake without a bus and without MongoDB: its own routes over its own store, under the chassis's rules."""

from __future__ import annotations

import base64
import itertools
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx
from fastapi import FastAPI

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.identity import IdentityError, Principal
from chassis.service import Parts
from chassis.testing import MemoryStore
from chassis.web import dress
from lianjie_contracts import directory
from lianjie_contracts.base import Message
from lianjie_contracts.registry import read
from services.intake import registering, stages
from services.intake.capability import FrontDoor
from services.intake.domain.item import Item
from services.intake.rate import TRIES
from services.intake.settings import IntakeSettings
from services.intake.store import ITEMS, PERSON_KEYS

COUNTY, NOW = "450199", datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DIRECTORY = directory.load(Path(__file__).resolve().parents[2] / "deploy" / "directory.toml")
KEY = base64.b64encode(b"lianjie-tests-32-byte-secret-key").decode()
PEOPLE = {
    "registrar": Principal("registrar@450199", "韦晓梅", frozenset({"registrar"}), COUNTY),
    "receptionist": Principal("receptionist@450199", "李明", frozenset({"receptionist"}), COUNTY),
    "router": Principal("router@450199", "莫志远", frozenset({"router"}), COUNTY),
    "handler": Principal("zjj.handler@450199", "黄建业", frozenset({"unit_handler"}), COUNTY, "450199-zjj"),
    "stranger": Principal("registrar@450198", "韦晓梅", frozenset({"registrar"}), "450198"),
}
PERSON = {"name": "覃桂兰", "id_no": "360426199101010071", "phone": "13877514267", "address": "河西街道 3 号"}
VISIT = {"channel": "VISIT", "petitioner": PERSON, "place_code": "450199003", "title": "屋面渗漏"}


class Ledger:
    """What intake asks of MongoDB directly: counters, strangers' tries, and items by a field."""

    def __init__(self, store: MemoryStore) -> None:
        self._store, self.counters = store, Counter[str]()
        self.tries: dict[str, dict[str, Any]] = {}

    async def increment(self, _: str, id_: str, __: str) -> int:
        self.counters[id_] += 1
        return self.counters[id_]

    async def count_within(self, _: str, id_: str, now: datetime, lasts: timedelta) -> int:
        held = self.tries.get(id_)
        row = held if held and held["until"] > now else {"_id": id_, "n": 0, "until": now + lasts}
        self.tries[id_] = row | {"n": row["n"] + 1}
        return row["n"] + 1

    async def find(self, collection: str, where: Mapping[str, Any], **_: object) -> list[dict[str, Any]]:
        if collection == TRIES:
            return [
                self.tries[id_]
                for id_ in where["_id"]["$in"]
                if id_ in self.tries and self.tries[id_]["until"] > where["until"]["$gt"]
            ]
        assert collection == ITEMS.name
        wanted = {path.removeprefix("state."): value for path, value in where.items()}
        return [
            {"_id": id_, "state": item}
            for id_, item in self._store.all(ITEMS).items()
            if all(getattr(item, name) == value for name, value in wanted.items())
        ]


class Known:
    """A verifier to whom the token is the person."""

    asks = False

    def verify(self, token: str) -> Principal:
        if token not in PEOPLE:
            raise IdentityError("unknown")
        return PEOPLE[token]


class Intake:
    """One county's front door. Nothing here knows a bus: what it says waits inside its documents."""

    def __init__(self, profiles: tuple[str, ...] = ()) -> None:
        self.store, self.clock = MemoryStore(), SettableClock(NOW)
        settings = IntakeSettings(
            kafka="-", mongo="mongodb://-", county=COUNTY, master_key=KEY, person_key=KEY, exchange_key=KEY,
            environment="development",
        )  # fmt: skip
        counties = tuple(
            c.model_copy(update={"profiles": profiles}) if c.code == COUNTY else c for c in DIRECTORY.counties
        )
        directory_ = directory.Directory(
            **{**dict(DIRECTORY), "counties": counties}
        )  # a copy would keep what it has looked up
        commands = Commands(self.store, self.clock, "lianjie/intake", lambda _kind, _id: None)
        self.parts: Parts[IntakeSettings] = Parts(
            settings, directory_, self.clock, cast("Any", Ledger(self.store)), cast("Any", self.store), commands,
            cast("Any", None),
        )  # fmt: skip
        self.door = FrontDoor.of(self.parts)
        app = FastAPI()
        for capability in (registering.CAPABILITY, stages.CAPABILITY):
            assert capability.api
            app.include_router(capability.api(self.door))
        dress(app, Known())
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://intake")
        self._keys = itertools.count(1)

    async def ask(
        self, method: str, path: str, body: Any = None, who: str = "registrar", key: str = ""
    ) -> httpx.Response:
        """A command has a key of its own unless one is given."""
        own = key or f"press-{next(self._keys):05d}"
        headers = {"authorization": f"Bearer {who}", "idempotency-key": own}
        return await self._client.request(method, path, json=body, headers=headers)

    async def registered(self, who: str = "registrar", **changed: Any) -> dict[str, Any]:
        """The answer to a registration that is taken."""
        answer = await self.ask("POST", "/items", VISIT | changed, who)
        assert answer.status_code == 201, answer.text
        return cast("dict[str, Any]", answer.json())

    async def act(
        self, item_id: str, what: str, body: Any, who: str = "registrar", key: str = ""
    ) -> httpx.Response:
        return await self.ask("POST", f"/items/{item_id}/{what}", body, who, key)

    def item(self, item_id: str) -> Item:
        return self.store.all(ITEMS)[item_id]

    def said(self) -> list[Message]:
        """What was announced since it was last asked for."""
        rows = [(dict(unsent.headers), unsent.body) for unsent in self.store.take_unsent()]
        return [read(h["ce_type"].decode(), int(h["ce_schemaver"]), body) for h, body in rows]

    def opened(self, item_id: str, field: str) -> str | None:
        """A personal field of the petitioner in the clear."""
        someone = self.item(item_id).now.petitioner
        return self.opened_of(someone, field)

    def opened_of(self, someone: Any, field: str) -> str | None:
        """A personal field of anybody in the clear."""
        wrapped = self.store.all(PERSON_KEYS)[someone.petitioner_id].wrapped
        return self.door.registrar.persons.opened(someone, wrapped, [field]).get(field)
