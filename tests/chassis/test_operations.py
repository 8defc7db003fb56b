"""What people do to a service's data by command is kept beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chassis.mongo_store import MongoStore
from chassis.operations import OPERATIONS, operation, record
from chassis.testing import MemoryStore
from tests.chassis.builders import NOW

if TYPE_CHECKING:
    from chassis.mongo import Mongo

pytestmark = pytest.mark.asyncio


async def test_an_entry_is_read_as_it_was_written() -> None:
    store = MemoryStore()
    entry = operation("dlq replay", "wang@centre", "fixed in 0.2.1", {"letters": ["a", "b"]}, NOW)
    async with store.batch() as tx:
        await tx.write([entry], [], [], [])
    assert list(store.all(OPERATIONS).values()) == [entry.state]


@pytest.mark.database
async def test_each_deed_has_an_entry_of_its_own_with_the_servers_time(mongo: Mongo) -> None:
    await MongoStore(mongo).prepare([OPERATIONS])
    for seen in (1, 2):
        await record(mongo, "verify", "wang@centre", "as each night", {"streams": seen})
    rows = await mongo.find(OPERATIONS.name, {}, sort=[("state.at", 1)])
    assert [row["state"]["what"]["streams"] for row in rows] == [1, 2]
    assert {(row["state"]["command"], row["state"]["who"]) for row in rows} == {("verify", "wang@centre")}
    assert abs((await mongo.now() - rows[-1]["state"]["at"]).total_seconds()) < 600
