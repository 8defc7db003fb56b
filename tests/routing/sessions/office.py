"""routing's doors for joint sessions over a store with a few matters: asked over HTTP, and on a unit's reply topic."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.documents import Record
from chassis.hearing import Hearing
from chassis.identity import Principal
from chassis.testing import MemoryStore
from chassis.web import dress
from chassis.work import Work
from lianjie_contracts.base import Actor
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.reply_session import ReplySession
from lianjie_contracts.events.session_moved import SessionMoved
from lianjie_contracts.registry import read
from lianjie_contracts.vocabulary import MatterState
from services.routing.service import heard_in
from services.routing.sessions.api import sessions_api
from services.routing.sessions.store import SESSIONS
from services.routing.store import MATTERS
from tests.routing.builders import a_claim, a_matter
from tests.routing.sessions.builders import HEXI, RSJ, ZJJ
from tests.routing.two_roads import DIRECTORY, ORDERS

HEARS = heard_in(DIRECTORY)
NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
PEOPLE = {
    person.id: person
    for person in (
        Principal("liang", "梁建国", frozenset({"session_coordinator"}), "450199"),
        Principal("wei", "韦晓梅", frozenset({"receptionist"}), "450199"),
        Principal("zjj", "陆正平", frozenset({"unit_head"}), "450199", ZJJ),
        Principal("rsj", "甘志强", frozenset({"unit_head"}), "450199", RSJ),
        Principal("hexi", "李永康", frozenset({"unit_head"}), "450199", HEXI),
        Principal("elsewhere", "", frozenset({"session_coordinator"}), "450198"),
        Principal("archivist", "", frozenset({"archivist"}), "450199"),
    )
}

MATTERS_HELD = (
    a_matter(claims=(a_claim(1), a_claim(2))),
    a_matter(matter_id="450199:secret", restricted=True),
    a_matter(MatterState.ARCHIVED, matter_id="450199:over", item_nos=("45019920260801V00009",)),
)


class Found:
    """What the list asks of MongoDB, answered from memory: equality, $in, $nin, over lists as over fields."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def find(self, _: str, where: Mapping[str, Any], **__: Any) -> list[dict[str, Any]]:
        states = [SESSIONS.dump(one) for one in self._store.all(SESSIONS).values()]
        return [{"state": state} for state in states if all(_fits(state, *each) for each in where.items())]


def _fits(state: Mapping[str, Any], path: str, wanted: Any) -> bool:
    values: list[Any] = [{"state": state}]
    for step in path.split("."):
        values = [
            value[step] for each in values for value in (each if isinstance(each, tuple | list) else [each])
        ]
    if isinstance(wanted, dict):
        return values[0] in wanted["$in"] if "$in" in wanted else values[0] not in wanted["$nin"]
    return wanted in values


class Office:
    """The routes, and the units' reply topics, over one store with two matters."""

    def __init__(self) -> None:
        self.store, self.clock, self._n, self.caller = MemoryStore(), SettableClock(NOW), 0, PEOPLE["liang"]
        commands = Commands(self.store, self.clock, "lianjie/routing", lambda *_: None)
        parts: Any = SimpleNamespace(
            store=self.store,
            clock=self.clock,
            commands=commands,
            directory=DIRECTORY,
            mongo=Found(self.store),
        )
        self.app = FastAPI()
        verifier: Any = SimpleNamespace(asks=False, verify=lambda _: self.caller)
        dress(self.app, verifier)
        self.app.include_router(sessions_api(parts))
        asyncio.run(self._hold())

    async def _hold(self) -> None:
        for matter in MATTERS_HELD:
            work = Work(self.store, NOW, "lianjie/routing")
            await work.save(MATTERS, matter.matter_id, matter)
            await self.store.put(work.touched()[0])

    def ask(self, who: str, path: str, body: Any = None, status: int = 200, key: str = "") -> Any:
        """GET, or POST with a body."""
        self._n += 1
        self.caller = PEOPLE[who]

        async def call() -> Any:
            async with AsyncClient(transport=ASGITransport(self.app), base_url="http://routing") as client:
                headers = {"Authorization": "Bearer x", "Idempotency-Key": key or f"command-{self._n}"}
                if body is None:
                    return await client.get(f"/sessions{path}", headers=headers)
                return await client.post(f"/sessions{path}", json=body, headers=headers)

        answer = asyncio.run(call())
        assert answer.status_code == status, answer.text
        return answer.json()

    def reply(self, unit: str, act: str, paper: dict[str, Any], id_: str, session: str = "") -> list[Any]:
        """What the units' topics say to one record on a reply topic."""
        said = ReplySession(
            unit=unit, matter_id="450199:m", by=Actor(id="li", role="unit_head", name="李"), at=NOW, act=act, paper=paper,
            session_id=session or self.only,
        )  # fmt: skip
        return self.bus(said.body(), unit, id_)

    def bus(self, body: bytes, unit: str, id_: str) -> list[Any]:
        envelope = Envelope(id_, "reply_session", 1, "lianjie/unit", "matter:450199:m", 0, "450199", NOW)
        record = Record(f"replies.{unit}.v1", 0, 0, b"450199:m", body, tuple(envelope.headers()), 0)
        list(self.store.take_unsent())
        asyncio.run(Hearing("routing", self.store, self.clock, HEARS, ORDERS).batch([record]))
        unsent = self.store.take_unsent()
        return [read(dict(said.headers)["ce_type"].decode(), 1, said.body) for said in unsent]

    @property
    def only(self) -> str:
        [id_] = self.store.all(SESSIONS)
        return id_

    @property
    def held(self) -> SessionMoved:
        return self.store.all(SESSIONS)[self.only].told
