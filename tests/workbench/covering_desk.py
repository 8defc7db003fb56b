"""Cover and handover as the window meets them: routing's own routes over a store in memory, on the matters that the window knows."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
from fastapi import FastAPI

from chassis.commands import Commands
from chassis.identity import DevelopmentIssuer
from chassis.reference import COVER_COPIES, CoverCopy
from chassis.testing import MemoryStore
from chassis.web import dress
from chassis.work import Work
from lianjie_contracts.cover import organ_id
from services.routing.cover_api import cover_api
from services.routing.handing_over import carry_on_all
from services.routing.handover_api import handover_api
from services.routing.store import COVERS, HANDOVERS, MATTERS
from services.workbench.store import MATTERS as VIEWS
from tests.workbench.county import SECRET, owners_of
from tests.workbench.routing_desk import the_matter
from tests.workbench.town import COUNTY, DIRECTORY, NOW

if TYPE_CHECKING:
    from services.routing.domain.matter import Matter
    from tests.workbench.town import Town

ZJJ = f"{COUNTY}-zjj"


class Found:
    """What routing's queries for people and handovers find, as the database would."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def find(self, name: str, where: dict[str, Any], **_: Any) -> list[dict[str, Any]]:
        if name == HANDOVERS.name:
            held = self._store.all(HANDOVERS).values()
            kept = [h for h in held if where.get("state.state", h.state) == h.state]
            return [{"state": HANDOVERS.dump(h)} for h in kept if where.get("state.unit", h.unit) == h.unit]
        return [{"state": MATTERS.dump(m)} for m in self._store.all(MATTERS).values() if _named(m, where)]


def _named(matter: Matter, where: dict[str, Any]) -> bool:
    people = where.get("state.handlers") or where["state.first_handler"]
    held = matter.handlers if "state.handlers" in where else (matter.first_handler,)
    return bool({*people["$in"]} & {*held})


class CoveringDesk(httpx.AsyncBaseTransport):
    """routing's doors /covers and /handovers; every other owner as usual."""

    def __init__(self, town: Town) -> None:
        self.town, self.store = town, MemoryStore()
        self._others: Any = owners_of(town)
        commands = Commands(self.store, town.clock, "lianjie/routing", lambda *_: None)
        self.parts: Any = SimpleNamespace(
            store=self.store, clock=town.clock, commands=commands, directory=DIRECTORY, mongo=Found(self.store)
        )  # fmt: skip
        app = FastAPI()
        for each in (cover_api, handover_api):
            app.include_router(each(self.parts))
        dress(app, DevelopmentIssuer("development", SECRET))
        self._door = httpx.ASGITransport(app)

    def holds(self, **handlers: tuple[str, ...]) -> None:
        """These matters of the window, by a part of their title, are in hand with these people."""

        async def saved() -> None:
            async with self.store.batch() as tx:
                work = Work(tx, NOW, "lianjie/routing")
                for title, names in handlers.items():
                    view = next(v for v in self.town.store.all(VIEWS).values() if title in v.title)
                    held = the_matter(view)
                    object.__setattr__(held, "handlers", names)
                    await work.save(MATTERS, held.matter_id, held)
                await tx.write(work.touched(), [], [], [])

        asyncio.run(saved())

    def carry_on(self) -> None:
        asyncio.run(carry_on_all(self.parts))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.split("/")[1] in ("covers", "handovers"):
            answer = await self._door.handle_async_request(request)
            await self._heard()
            return answer
        await request.aread()
        other: httpx.Response = self._others(request)
        return other

    async def _heard(self) -> None:
        """The window hears of the covers at once."""
        async with self.town.store.batch() as tx:
            work = Work(tx, NOW, "lianjie/workbench")
            for board in self.store.all(COVERS).values():
                await work.save(COVER_COPIES, organ_id(board.county, board.unit), CoverCopy(board.covers))
            await tx.write(work.touched(), [], [], [])
