"""A county of its own for each test, on the session's real database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest_asyncio

from tests.chassis.databases import a_database
from tests.intake.repeats.county import County

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from deploy.local.mongodb import MongoDB


@pytest_asyncio.fixture
async def county(mongodb: MongoDB) -> AsyncIterator[County]:
    async with a_database(mongodb) as opened:
        yield await County(opened).open()
