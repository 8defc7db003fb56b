"""Counties' intakes on the real database, without a bus: registered over their own routes, traced, and asked."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, cast

import httpx
from fastapi import FastAPI

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.identity import IdentityError, Principal
from chassis.mongo_store import MongoStore
from chassis.service import Parts
from chassis.web import dress
from chassis.work import Heard, Work
from lianjie_contracts.registry import read
from services.intake import repeats
from services.intake.capability import FrontDoor
from services.intake.repeats.tracing import Tracing
from services.intake.service import api, kinds
from services.intake.settings import IntakeSettings
from services.intake.store import ITEMS
from tests.intake.town import DIRECTORY, KEY, NOW

if TYPE_CHECKING:
    from chassis.mongo import Mongo
    from lianjie_contracts.base import Message

COUNTY = "450199"
QIN = {"name": "覃桂兰", "id_no": "360426199101010071", "phone": "13877514267", "address": "河西街道 3 号"}
WEI = {"name": "韦志强", "id_no": "110101199003071006", "phone": "13978000011", "address": "城东街道 8 号"}
LEAK = {
    "channel": "VISIT", "petitioner": QIN, "place_code": f"{COUNTY}003", "title": "金桂花园3栋屋顶漏水两年没有修好",
    "main_content": "每逢下雨顶楼就漏，物业推给开发商，墙面已经发霉。", "claims": ["修好屋顶漏水"], "litigation_status": "NONE",
    "category": "03",
}  # fmt: skip
TOLD_ANEW = {
    "title": "再问金桂花园顶楼漏水何时维修", "main_content": "雨季又到了，屋顶一下雨就漏，物业和开发商互相推。",
    "claims": ["维修屋顶"], "place_code": f"{COUNTY}003", "category": "03",
}  # fmt: skip


class Anybody:
    """A verifier to whom the token names the post and the county: "router@450199"."""

    asks = False

    def verify(self, token: str) -> Principal:
        post, _, county = token.partition("@")
        if not county:
            raise IdentityError("unknown")
        return Principal(token, "莫志远", frozenset({post}), county)


class County:
    """One county's front door."""

    def __init__(self, mongo: Mongo, county: str = COUNTY) -> None:
        self.county, self.clock, self.store = county, SettableClock(NOW), MongoStore(mongo)
        settings = IntakeSettings(
            kafka="-", mongo="mongodb://-", county=county, master_key=KEY, person_key=KEY, environment="development"
        )  # fmt: skip
        commands = Commands(self.store, self.clock, "lianjie/intake", lambda _kind, _id: None)
        parts: Parts[IntakeSettings] = Parts(
            settings, DIRECTORY, self.clock, mongo, self.store, commands, cast("Any", None)
        )
        self.door, app = FrontDoor.of(parts), FastAPI()
        app.include_router(api(parts))
        dress(app, Anybody())
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://intake")
        self._keys = itertools.count(1)

    async def open(self) -> County:
        await self.store.prepare([kind for kind in kinds() if kind.name in ("items", "traces", "sighted")])
        return self

    async def ask(
        self, method: str, path: str, body: object = None, post: str = "registrar"
    ) -> dict[str, Any]:
        key = f"press-{self.county}-{next(self._keys):05d}"
        headers = {"authorization": f"Bearer {post}@{self.county}", "idempotency-key": key}
        answer = await self._client.request(method, path, json=body, headers=headers)
        return {"status": answer.status_code, **answer.json()}

    async def registered(self, **changed: Any) -> dict[str, Any]:
        """A registration, traced."""
        answer = await self.ask("POST", "/items", LEAK | changed)
        assert answer["status"] == 201, answer
        await Tracing(self.door).catch_up()
        return answer

    async def proposed(self, post: str = "registrar", **question: Any) -> list[dict[str, Any]]:
        answer = await self.ask("POST", "/repeats", question, post)
        assert answer["status"] == 200, answer
        return cast("list[dict[str, Any]]", answer["candidates"])

    async def said(self) -> list[Message]:
        """Everything that items have announced."""
        rows = await self.store.mongo.find(ITEMS.name, {})
        unsent = [(dict(each["headers"]), each["body"]) for row in rows for each in row["unsent"]]
        return [read(h["ce_type"].decode(), int(h["ce_schemaver"]), bytes(body)) for h, body in unsent]

    async def hears(self, event: Message) -> None:
        """One message of the bus, in a transaction of its own."""
        handlers = {each.message: each.handler for each in repeats.CAPABILITY.hears(self.door)}
        async with self.store.batch() as tx:
            work = Work(tx, NOW, "lianjie/intake")
            await handlers[type(event)](Heard(event, cast("Any", None)), work)
            await tx.write(work.touched(), [], [], [])
