"""Drafts in the database keep the same rules as in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from chassis.mongo_store import MongoStore
from services.workbench.drafts import DRAFTS, MongoDrafts, opened, over, sealed
from tests.chassis.databases import a_database
from tests.workbench.memory_drafts import MemoryDrafts
from tests.workbench.town import NOW, Town

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from deploy.local.mongodb import MongoDB
    from services.workbench.drafts import Drafts

pytestmark = [pytest.mark.asyncio, pytest.mark.database]
SAFE = Town().safe
SINCE = NOW - timedelta(hours=24)
TYPED = {"title": "安置房三期屋顶漏水"}


@pytest_asyncio.fixture
async def database(mongodb: MongoDB) -> AsyncIterator[MongoDrafts]:
    async with a_database(mongodb) as mongo:
        await MongoStore(mongo).prepare([DRAFTS])
        yield MongoDrafts(mongo)


async def test_both_keep_the_same_rules(database: MongoDrafts) -> None:
    told = [await _story(drafts) for drafts in (MemoryDrafts(), database)]
    assert told[0] == told[1] == [True, False, TYPED, None, ["late", "early"], 2, True, False, 1, []]


async def _story(drafts: Drafts) -> list[object]:
    early = sealed("early", "wei", "VISIT", TYPED, NOW, SAFE)
    said: list[object] = [await drafts.save("early", early)]
    said.append(await drafts.save("early", replace(early, by="mo")))
    mine = await drafts.get("early", "wei", SINCE)
    said.append(opened(mine, SAFE) if mine else None)
    said.append(await drafts.get("early", "mo", SINCE))
    late = replace(early, saved_at=NOW + timedelta(minutes=1))
    await drafts.save("late", late)
    said.append(list(await drafts.of("wei", SINCE)))
    said.append(await drafts.count("wei", SINCE))
    said.append(await drafts.save("early", over("wei", "VISIT", NOW)))
    said.append(await drafts.save("early", early))
    said.append(await drafts.count("wei", SINCE))
    await drafts.forget(NOW + timedelta(hours=1))
    said.append(list(await drafts.of("wei", SINCE)))
    return said
