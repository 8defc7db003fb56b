"""The citizen's part of one county's intake in memory, and the people before it: no token, only what stands on a slip."""

from __future__ import annotations

from typing import Any

import httpx
from fastapi import FastAPI

from chassis.web import dress
from lianjie_contracts.base import SYSTEM, Message
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.one_time_code_asked import OneTimeCodeAsked
from services.intake import citizen, registering
from services.intake.store import PERSON_KEYS
from tests.intake.town import COUNTY, PERSON, Intake, Known

HOME, NEIGHBOUR = "10.1.0.7", "10.1.0.8"
OTHERS = [PERSON | {"name": f"代表{n}", "id_no": "", "id_unavailable_reason": "未带", "phone": f"1387751420{n}"} for n in range(2)]  # fmt: skip
GROUP = {"headcount": 5, "representatives": OTHERS}


class Front(Intake):
    """`said` keeps everything announced; one-time codes are opened as notifications would."""

    def __init__(self) -> None:
        super().__init__()
        app = FastAPI()
        for capability in (registering.CAPABILITY, citizen.CAPABILITY):
            assert capability.api
            app.include_router(capability.api(self.door))
        dress(app, Known())
        self._app, self._presses = app, 0
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://intake")
        self.heard: list[Message] = []

    async def post(
        self, path: str, body: Any, *, at: str = HOME, key: str = "", **headers: str
    ) -> httpx.Response:
        """Somebody without an account, from an address."""
        self._presses += 1
        sent = {"idempotency-key": key or f"pressed-{self._presses:05d}", **headers}
        transport = httpx.ASGITransport(self._app, client=(at, 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://intake") as browser:
            return await browser.post(path, json=body, headers=sent)

    async def look(self, number: str, code: str, at: str = HOME) -> httpx.Response:
        return await self.post("/status", {"item_no": number, "query_code": code}, at=at)

    async def ticket(self, told: dict[str, Any], n: int = 0) -> str:
        answer = await self.look(told["item_no"], told["query_codes"][n]["code"])
        return str(answer.json()["ticket"])

    async def code(self, ticket: str, purpose: str) -> str:
        """The code that notifications would send; the clock moves on, so that another may be asked for."""
        answer = await self.post("/citizen/codes", {"ticket": ticket, "purpose": purpose})
        assert answer.status_code == 202, answer.text
        asked = self.announced(OneTimeCodeAsked)[-1]
        wrapped = self.store.all(PERSON_KEYS)[asked.person].wrapped
        code = self.door.registrar.safe.open(asked.code, wrapped, "one_time_code")
        self.clock.advance(self.a_minute)
        return code or ""

    @property
    def a_minute(self) -> Any:
        from datetime import timedelta

        return timedelta(seconds=61)

    async def act(
        self, what: str, ticket: str, code: str, *, key: str = "", at: str = HOME, **body: Any
    ) -> httpx.Response:
        return await self.post(
            f"/citizen/{what}", {"ticket": ticket, "one_time_code": code, **body}, key=key, at=at
        )

    def announced(self, kind: type[Any]) -> list[Any]:
        self.heard += self.said()
        return [message for message in self.heard if isinstance(message, kind)]

    async def hear(self, event: Message) -> None:
        """What routing or deadlines tell."""
        from chassis.work import Heard, Work
        from services.intake.citizen import heard_in

        handler = next(h.handler for h in heard_in(COUNTY) if h.message is type(event))
        envelope = Envelope("e", event.type, 1, "test", "matter:m", 1, COUNTY, self.clock.now())
        async with self.store.batch() as tx:
            work = Work(tx, self.clock.now(), "lianjie/intake")
            await handler(Heard(event, envelope), work)
            await tx.write(work.touched(), [], [], [])

    def of_matter(self, kind: type[Any], matter_id: str, **more: Any) -> Any:
        common = {
            "matter_id": matter_id,
            "county": COUNTY,
            "office": COUNTY,
            "occurred_at": self.clock.now(),
            "by": SYSTEM,
        }
        return kind(**(common | more))
