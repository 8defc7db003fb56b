"""A flood is refused for the rest of its minute, and no longer; who was counted cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from chassis.testing import MemoryStore
from services.intake.rate import MINUTE, TRIES, Rate, Tries, forget
from tests.chassis.databases import a_database
from tests.intake.town import Ledger

if TYPE_CHECKING:
    from chassis.mongo import Mongo
    from deploy.local.mongodb import MongoDB

NOON, SECRET = datetime(2026, 11, 23, 4, 0, tzinfo=UTC), bytes(32)


@pytest.mark.asyncio
async def test_so_many_a_minute_are_taken_and_then_none_until_it_is_over() -> None:
    ledger = Ledger(MemoryStore())
    rate, later = Rate(Tries(cast("Any", ledger), SECRET), "reports", 2), NOON + timedelta(seconds=59)
    assert [await rate.takes(at) for at in (NOON, NOON, later, later)] == [True, True, False, False]
    assert await rate.takes(NOON + MINUTE)


@pytest.mark.asyncio
@pytest.mark.database
async def test_two_processes_count_together_and_what_is_over_is_forgotten(mongodb: MongoDB) -> None:
    async with a_database(mongodb) as mongo:
        await _counted_together(mongo)


async def _counted_together(mongo: Mongo) -> None:
    one, other = Tries(mongo, SECRET), Tries(mongo, SECRET)
    what = ("wrong from", "10.1.0.7")
    assert [await each.once_more(NOON, MINUTE, *what) for each in (one, other, one)] == [1, 2, 3]
    assert await other.so_far(NOON, what, ("wrong from", "10.1.0.8")) == (3, 0)
    (row,) = await mongo.find(TRIES, {})
    assert "10.1.0.7" not in str(row)
    await forget(mongo, NOON + timedelta(seconds=59))
    assert await one.so_far(NOON, what) == (3,)
    after = NOON + MINUTE
    assert (await one.so_far(after, what), await one.once_more(after, MINUTE, *what)) == ((0,), 1)
    await forget(mongo, after + MINUTE)
    assert await mongo.find(TRIES, {}) == []
