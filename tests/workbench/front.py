"""Somebody in front of the window: signs in, opens pages, fills in forms, as a browser without script would."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx
from fastapi import FastAPI

from services.workbench.web.app import open_window
from tests.workbench.county import a_county, window_of
from tests.workbench.town import COUNTY, DIRECTORY, Town


def app_of(town: Town, transport: httpx.AsyncBaseTransport | None = None) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None)
    open_window(app, window_of(town, transport))
    return app


@dataclass
class Front:
    """One browser. `town` is what it looks at; `owners` may answer differently from the usual ones."""

    town: Town = field(default_factory=a_county)
    owners: httpx.AsyncBaseTransport | None = None

    def __post_init__(self) -> None:
        self.cookies = httpx.Cookies()
        self._transport = httpx.ASGITransport(app_of(self.town, self.owners), raise_app_exceptions=False)

    def sign_in(self, username: str) -> Front:
        answer = self.send("/sign-in", {"username": f"{username}@{COUNTY}", "password": DIRECTORY.password})
        assert answer.status_code == 303, answer.text
        return self

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, headers=headers)

    def send(self, path: str, values: dict[str, str], page: str = "") -> httpx.Response:
        """Open the form's page for its tokens, then send it with these values."""
        return self.post(path, {**self.tokens(page or path), **values})

    def post(self, path: str, values: dict[str, str]) -> httpx.Response:
        return self.ask("POST", path, data=values)

    def ask(self, method: str, path: str, **rest: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url="http://127.0.0.1", cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **rest)
                self.cookies = client.cookies
                return answer

        return asyncio.run(asked())

    def tokens(self, page: str) -> dict[str, str]:
        hidden = re.findall(r'<input type="hidden" name="(csrf|key)" value="([^"]*)"', self.get(page).text)
        return {name: unescape(value) for name, value in hidden}

    def matter(self, title: str) -> Any:
        from services.workbench.store import MATTERS

        return next(m for m in self.town.store.all(MATTERS).values() if title in m.title)


def text(response: httpx.Response) -> str:
    """What a person reads, without the marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
