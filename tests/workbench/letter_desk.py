"""The letter room behind the window: intake's own app over a store in memory, and every other owner as usual."""

from __future__ import annotations

from typing import Any

import httpx

from chassis.identity import DevelopmentIssuer
from tests.intake.letters.room import LetterRoom
from tests.workbench.county import SECRET, owners_of
from tests.workbench.town import Town


class LetterDesk(httpx.AsyncBaseTransport):
    """`away`: intake cannot be reached."""

    def __init__(self, town: Town) -> None:
        self.room = LetterRoom(clock=town.clock, verifier=DevelopmentIssuer("development", SECRET))
        self.away = False
        self._others: Any = owners_of(town)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        of_letters = request.url.path.startswith(("/letters", "/attachments"))
        if request.url.host == "intake" and of_letters:
            if self.away:
                raise httpx.ConnectError("down")
            return await self.room.transport.handle_async_request(request)
        await request.aread()
        answer: httpx.Response = self._others(request)
        return answer
