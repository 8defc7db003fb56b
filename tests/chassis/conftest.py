"""Waiting takes no time here, and a listener stands ready."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
import pytest_asyncio

from tests.chassis.builders import Listener
from tests.chassis.databases import a_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from chassis.mongo import Mongo
    from deploy.local.kafka import Kafka
    from deploy.local.mongodb import MongoDB


async def _no_time(_: float) -> None:
    return None


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two tries of one record."""
    for module in ("hearing", "commands"):
        monkeypatch.setattr(f"chassis.{module}.asyncio", SimpleNamespace(sleep=_no_time))


@pytest.fixture(scope="session")
def kafka(kafka_apart: Kafka) -> Kafka:
    """Not the town's: matters and limits are made up here, under the names of real topics."""
    return kafka_apart


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks here breaks on purpose, and often; to draw all those tracebacks would take longer than the tests."""
    monkeypatch.setattr("chassis.hearing.log", Mock())


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest_asyncio.fixture
async def mongo(mongodb: MongoDB) -> AsyncIterator[Mongo]:
    async with a_database(mongodb) as opened:
        yield opened
