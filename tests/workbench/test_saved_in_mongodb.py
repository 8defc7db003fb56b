"""Saved lists in the database keep the same rules as in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from chassis.mongo_store import MongoStore
from services.workbench.saved import SAVED, MongoSavedLists, SavedList
from tests.chassis.databases import a_database
from tests.workbench.memory_saved import MemorySavedLists
from tests.workbench.town import NOW

if TYPE_CHECKING:
    from deploy.local.mongodb import MongoDB
    from services.workbench.saved import SavedLists

pytestmark = [pytest.mark.asyncio, pytest.mark.database]


async def test_both_keep_the_same_rules(mongodb: MongoDB) -> None:
    async with a_database(mongodb) as mongo:
        await MongoStore(mongo).prepare([SAVED])
        told = [await _story(each) for each in (MemorySavedLists(), MongoSavedLists(mongo))]
    assert told[0] == told[1] == [["letters", "late"], "PHONE", ["late"], []]


async def _story(lists: SavedLists) -> list[object]:
    letters = SavedList("mo", "letters", "to_dispatch", NOW, {"channel": "LETTER"})
    await lists.save(replace(letters, name="late", list="late", saved_at=NOW + timedelta(minutes=1)))
    await lists.save(letters)
    said: list[object] = [[each.name for each in await lists.of("mo")]]
    await lists.save(replace(letters, filters={"channel": "PHONE"}))
    said.append((await lists.of("mo"))[0].asks().channel)
    await lists.drop("wei", letters.id)
    await lists.drop("mo", letters.id)
    said.append([each.name for each in await lists.of("mo")])
    said.append(await lists.of("wei"))
    return said
