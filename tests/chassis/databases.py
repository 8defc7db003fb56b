"""A real database for one test."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from chassis.ids import new_id
from chassis.mongo import Mongo

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from deploy.local.mongodb import MongoDB


@contextlib.asynccontextmanager
async def a_database(server: MongoDB) -> AsyncIterator[Mongo]:
    """One of its own for one test, on the session's real server."""
    opened = Mongo(server.url, f"chassis_{new_id()[-12:]}")
    try:
        yield opened
    finally:
        await opened.close()
