"""Waiting takes no time here, and a listener stands ready."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.mongo import Mongo
from tests.chassis.builders import Listener

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from deploy.local.mongodb import MongoDB


async def _no_time(_: float) -> None:
    return None


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two tries of one record."""
    for module in ("hearing", "commands"):
        monkeypatch.setattr(f"chassis.{module}.asyncio", SimpleNamespace(sleep=_no_time))


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest_asyncio.fixture
async def mongo(mongodb: MongoDB) -> AsyncIterator[Mongo]:
    """A database of its own for one test, on the session's real server."""
    opened = Mongo(mongodb.url, f"chassis_{new_id()[-12:]}")
    try:
        yield opened
    finally:
        await opened.close()
