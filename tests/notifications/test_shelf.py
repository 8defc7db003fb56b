"""The questions put to MongoDB find what the tests' own shelf finds, and each by its index."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from chassis.decoding import GAPLESS, LATEST
from chassis.hearing import Hearing
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from deploy.local.mongodb import MongoDB
from lianjie_contracts.vocabulary import DeliveryState as S
from services.notifications.service import SERVICE, heard_with
from services.notifications.shelf import MongoShelf
from services.notifications.store import DELIVERIES
from tests.chassis.databases import a_database
from tests.notifications.builders import NOW
from tests.notifications.mail_server import Postman, listening
from tests.notifications.town import COUNTY, DIRECTORY, MATTER, Town, accepted, issued, opened

pytestmark = [pytest.mark.asyncio, pytest.mark.database]
ORDERS = {"intake.keys.v1": LATEST, f"intake.items.{COUNTY}.v1": GAPLESS, "routing.matters.v1": GAPLESS}


@pytest_asyncio.fixture
async def mongo(mongodb: MongoDB) -> AsyncIterator[Mongo]:
    async with a_database(mongodb) as opened_:
        await MongoStore(opened_).prepare(SERVICE.kinds)
        yield opened_


async def heard(mongo: Mongo, town: Town, email: str | None) -> MongoStore:
    """The same events in a real database."""
    store = MongoStore(mongo)
    hearing = Hearing("notifications", store, town.clock, heard_with(DIRECTORY), ORDERS)
    for event in (town.key(), town.item(email=email), opened(), accepted(), issued()):
        await hearing.batch([town.record(event)])
    return store


async def test_what_waits_and_what_a_matter_has_is_found(mongo: Mongo) -> None:
    await heard(mongo, Town(), email=None)
    shelf = MongoShelf(mongo)
    assert [d.paper.document for _, d in await shelf.waiting(COUNTY, None)] == ["D01.1", "D02.2", "D11.1"]
    assert [d.paper.document for _, d in await shelf.waiting(COUNTY, "450199-zjj")] == ["D02.2", "D11.1"]
    assert await shelf.waiting("450198", None) == []
    assert len(await shelf.of_matter(MATTER)) == 3
    assert await shelf.due(NOW, 10) == []


async def test_due_mail_is_found_sent_and_settled(mongo: Mongo) -> None:
    town, postman = Town(), Postman()
    store, shelf = await heard(mongo, town, email="xiulan@example.org"), MongoShelf(mongo)
    assert len(await shelf.due(NOW, 10)) == 3
    assert len(await shelf.due(NOW, 2)) == 2
    assert await shelf.due(NOW - timedelta(seconds=1), 10) == []
    async with listening(postman) as port:
        await town.sender(port, store=store, shelf=shelf).round()
    assert len(postman.received) == 3
    assert {d.state for _, d in await shelf.of_matter(MATTER)} == {S.SERVED}
    assert await shelf.due(NOW + timedelta(days=1), 10) == []


@pytest.mark.parametrize(
    "where",
    [
        {"state.next_at": {"$lte": NOW}},
        {"state.paper.matter_id": MATTER},
        {"state.paper.county": COUNTY, "state.mode": "DIRECT", "state.state": {"$in": ["SIGNED", "FAILED"]}},
    ],
    ids=["due", "of_matter", "waiting"],
)
async def test_each_question_has_its_index(mongo: Mongo, where: dict[str, Any]) -> None:
    asked = {"find": DELIVERIES.name, "filter": where}
    plan = await mongo._database.command("explain", asked, verbosity="queryPlanner")
    assert "IXSCAN" in repr(plan["queryPlanner"]["winningPlan"])
