"""One matter and one wish of a unit, sent by both roads: over HTTP as its people do, and on its reply topic as its system does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
from fastapi import FastAPI

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.documents import Record
from chassis.hearing import Hearing
from chassis.identity import Principal
from chassis.testing import MemoryStore
from chassis.web import dress
from chassis.work import Work
from lianjie_contracts import directory
from lianjie_contracts.base import Actor, Message
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.reply_act import ReplyAct
from lianjie_contracts.registry import read
from lianjie_contracts.topics import heard_by
from services.routing.api import api
from services.routing.domain.matter import Matter
from services.routing.service import heard_in
from services.routing.store import MATTERS
from tests.routing.builders import ZJJ

DIRECTORY = directory.load(Path(__file__).resolve().parents[2] / "deploy" / "directory.toml")
ORDERS = {topic.name: topic.order for topic in heard_by("routing", DIRECTORY)}
SOMEBODY = Principal("huang", "黄志强", frozenset(), "450199", ZJJ)

# One app for all: what it stands on is changed under it.
PARTS: Any = SimpleNamespace(directory=DIRECTORY)
EDGE: Any = SimpleNamespace(asks=False)
APP = FastAPI()
dress(APP, EDGE)
APP.include_router(api(PARTS))
HEARS = heard_in(DIRECTORY)


@dataclass
class Roads:
    """A matter as routing holds it. `matter` is None where there is none."""

    matter: Matter | None
    at: datetime
    store: MemoryStore = field(default_factory=MemoryStore)

    def __post_init__(self) -> None:
        self.clock = SettableClock(self.at)
        asyncio.run(self._hold())

    async def _hold(self) -> None:
        if self.matter is None:
            return
        work = Work(self.store, self.at, "lianjie/routing")
        await work.save(MATTERS, self.matter.matter_id, self.matter)
        await self.store.put(work.touched()[0])

    def http(
        self, path: str, paper: dict[str, Any] | None, caller: Principal, key: str = "k-0000001"
    ) -> httpx.Response:
        """POST by somebody signed in."""
        PARTS.store, PARTS.clock, EDGE.verify = self.store, self.clock, lambda _: caller
        PARTS.commands = Commands(self.store, self.clock, "lianjie/routing", lambda _kind, _id: None)

        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(APP), base_url="http://routing"
            ) as client:
                headers = {"Authorization": "Bearer x", "Idempotency-Key": key}
                return await client.post(path, json=paper, headers=headers)

        return asyncio.run(ask())

    def bus(
        self, reply: Message | bytes, type_: str = "reply_act", id_: str = "reply-0001", unit: str = ZJJ
    ) -> list[Message]:
        """What is answered on the units' own topics to one record on a reply topic."""
        body = reply if isinstance(reply, bytes) else reply.body()
        matter_id = self.matter.matter_id if self.matter else "450199:nowhere"
        envelope = Envelope(
            id_,
            type_,
            1,
            "lianjie/unit",
            f"matter:{matter_id}",
            0,
            "450199",
            datetime(2026, 9, 28, tzinfo=UTC),
        )
        record = Record(f"replies.{unit}.v1", 0, 0, matter_id.encode(), body, tuple(envelope.headers()), 0)
        hearing = Hearing("routing", self.store, self.clock, HEARS, ORDERS)
        list(self.store.take_unsent())
        asyncio.run(hearing.batch([record]))
        return [
            read(dict(said.headers)["ce_type"].decode(), 1, said.body)
            for said in self.store.take_unsent()
            if said.topic.startswith("routed.")
        ]

    def held(self) -> Matter:
        return self.store.all(MATTERS)["450199:m"]

    def all(self) -> dict[str, Matter]:
        """The matter, and what became of others with it."""
        return self.store.all(MATTERS)


def a_reply(act: str, paper: dict[str, Any], role: str, **changed: Any) -> ReplyAct:
    fields = {
        "unit": ZJJ, "matter_id": "450199:m", "by": Actor(id=SOMEBODY.id, role=role, name=SOMEBODY.name),
        "at": datetime(2026, 9, 28, tzinfo=UTC), "act": act, "paper": paper,
    }  # fmt: skip
    return ReplyAct(**(fields | changed))
