"""routing's joint sessions as the window meets them: its own doors over memory, on the matters as the window knows them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
from fastapi import FastAPI

from chassis.commands import Commands
from chassis.identity import DevelopmentIssuer
from chassis.testing import MemoryStore
from chassis.web import dress
from chassis.work import Work
from services.routing.sessions.api import sessions_api
from services.routing.store import MATTERS as OWN
from services.workbench.store import MATTERS
from tests.routing.sessions.office import Found
from tests.workbench.county import SECRET, owners_of
from tests.workbench.routing_desk import the_matter
from tests.workbench.town import DIRECTORY

if TYPE_CHECKING:
    from tests.workbench.town import Town


class SessionsDesk(httpx.AsyncBaseTransport):
    """Every other owner answers as usual. `away`: routing cannot be reached."""

    def __init__(self, town: Town) -> None:
        self.town, self.store, self.away = town, MemoryStore(), False
        commands = Commands(self.store, town.clock, "lianjie/routing", lambda *_: None)
        parts: Any = SimpleNamespace(
            store=self.store,
            clock=town.clock,
            commands=commands,
            directory=DIRECTORY,
            mongo=Found(self.store),
        )
        app = FastAPI()
        app.include_router(sessions_api(parts))
        dress(app, DevelopmentIssuer("development", SECRET))
        self.app = httpx.ASGITransport(app)
        self._others: Any = owners_of(town)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "routing" or not request.url.path.startswith("/sessions"):
            await request.aread()
            answer: httpx.Response = self._others(request)
            return answer
        if self.away:
            raise httpx.ConnectError("down")
        await self._know_the_matters()
        return await self.app.handle_async_request(request)

    async def _know_the_matters(self) -> None:
        known = self.store.all(OWN)
        for id_, view in self.town.store.all(MATTERS).items():
            if id_ not in known:
                work = Work(self.store, self.town.clock.now(), "lianjie/routing")
                await work.save(OWN, id_, the_matter(view))
                await self.store.put(work.touched()[0])
