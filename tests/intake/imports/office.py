"""An office that imports: the letter room's front door, with its heads and its batches."""

from __future__ import annotations

from typing import Any

import httpx
from fastapi import FastAPI

from chassis.identity import IdentityError, Principal
from chassis.web import dress
from services.intake.imports.api import routes
from services.intake.imports.store import BATCHES
from services.intake.imports.tables import Tables
from services.intake.imports.taking import Taking
from services.intake.store import ITEMS
from tests.intake.attachments.builders import in_pieces
from tests.intake.letters.room import COUNTY, LetterRoom

HEAD = Principal(f"deputy@{COUNTY}", "覃国安", frozenset({"office_deputy_head"}), COUNTY)
CLERK = Principal(f"registrar@{COUNTY}", "韦晓梅", frozenset({"registrar"}), COUNTY)


class Known:
    asks = False

    def verify(self, token: str) -> Principal:
        if token not in ("head", "clerk"):
            raise IdentityError("nobody")
        return HEAD if token == "head" else CLERK


class Office:
    """`room` is the front door behind it."""

    def __init__(self, verifier: Any = None, **rest: Any) -> None:
        verifier = verifier or Known()
        self.room = LetterRoom(verifier=verifier, **rest)
        self.room.mongo._kinds[BATCHES.name] = BATCHES
        self.taking = Taking(Tables(self.room.door, self.room.desk))
        app = FastAPI()
        app.include_router(routes(self.room.door, self.room.desk))
        dress(app, verifier)
        self.transport = httpx.ASGITransport(app)
        self._client = httpx.AsyncClient(transport=self.transport, base_url="http://intake")
        self._asked = 0

    async def ask(self, method: str, path: str, body: Any = None, who: str = "head") -> httpx.Response:
        self._asked += 1
        headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": f"command-{self._asked:06}"}
        return await self._client.request(method, f"/imports{path}", json=body, headers=headers)

    async def upload(self, file: bytes) -> str:
        self._asked += 1
        answer = await self.room.desk.receiving.receive(
            in_pieces(file, 2**16),
            lambda: "",
            f"user:{HEAD.id}",
            f"upload-{self._asked}",
            self.room.clock.now(),
        )
        return str(answer.body["attachment_id"])

    async def look(self, file: bytes) -> httpx.Response:
        return await self.ask("POST", "", {"attachment_id": await self.upload(file)})

    async def looked(self, file: bytes) -> dict[str, Any]:
        """The batch of a table that could be read."""
        answer = await self.look(file)
        assert answer.status_code in (200, 201), answer.text
        return await self.batch(answer.json()["batch_id"])

    async def batch(self, batch_id: str) -> dict[str, Any]:
        told: dict[str, Any] = (await self.ask("GET", f"/{batch_id}")).json()
        return told

    async def take(self, batch_id: str) -> httpx.Response:
        return await self.ask("POST", f"/{batch_id}/take", {})

    def items(self) -> int:
        return len(self.room.store.all(ITEMS))
