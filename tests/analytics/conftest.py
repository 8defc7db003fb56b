"""A window onto analytics over a database of its own."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest_asyncio
from fastapi import FastAPI

from chassis.identity import DevelopmentIssuer
from chassis.mongo_store import MongoStore
from chassis.testing import SettableClock
from chassis.web import dress
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import Directory, load
from services.analytics.api import api
from services.analytics.store import CLOCK_FACTS, MATTER_FACTS
from tests.analytics.builders import NOW, Town
from tests.chassis.databases import a_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from chassis.mongo import Mongo
    from deploy.local.mongodb import MongoDB

ISSUER = DevelopmentIssuer("development", "s" * 40)


@dataclass
class Window:
    """Asks over HTTP as one of the demo accounts."""

    client: httpx.AsyncClient
    directory: Directory

    async def ask(self, path: str, as_: str = "analyst@450199", **params: Any) -> httpx.Response:
        account = next(a for a in self.directory.accounts if a.username == as_)
        token = {"Authorization": f"Bearer {ISSUER.issue(account)}"}
        return await self.client.get(path, params=params, headers=token)

    async def told(self, path: str, as_: str = "analyst@450199", **params: Any) -> dict[str, Any]:
        answer = await self.ask(path, as_, **params)
        assert answer.status_code == 200, answer.text
        return cast(dict[str, Any], answer.json())


@pytest_asyncio.fixture
async def mongo(mongodb: MongoDB) -> AsyncIterator[Mongo]:
    async with a_database(mongodb) as opened:
        yield opened


@pytest_asyncio.fixture
async def town(mongo: Mongo) -> Town:
    store = MongoStore(mongo)
    await store.prepare([MATTER_FACTS, CLOCK_FACTS])
    return Town(store)


@pytest_asyncio.fixture
async def window(mongo: Mongo) -> AsyncIterator[Window]:
    directory = load(DIRECTORY)
    app = FastAPI()
    parts: Any = SimpleNamespace(mongo=mongo, clock=SettableClock(NOW), directory=directory)
    app.include_router(api(parts))
    dress(app, ISSUER)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://analytics") as client:
        yield Window(client, directory)
