"""A database from a backup is caught up whole or not used at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chassis.documents import Document
from chassis.errors import SettingsError
from chassis.mongo_store import MongoStore
from chassis.restored import MARK, RESTORED, CatchingUp, Restored
from chassis.testing import SettableClock
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import load
from tests.chassis.builders import COPIES, NOW, TALLIES

if TYPE_CHECKING:
    from chassis.mongo import Mongo

pytestmark = [pytest.mark.database, pytest.mark.asyncio]
NOWHERE = "127.0.0.1:9"


def _catching_up(mongo: Mongo) -> CatchingUp:
    return CatchingUp("deadlines", NOWHERE, mongo, SettableClock(NOW), load(DIRECTORY), (TALLIES, COPIES), ())


async def _marked(mongo: Mongo, mark: Restored) -> None:
    store = MongoStore(mongo)
    await store.prepare([RESTORED])
    async with store.batch() as tx:
        await tx.write([Document(RESTORED, MARK).with_state(mark)], [], [], [])


async def test_a_database_that_was_never_restored_needs_neither_bus_nor_folds(mongo: Mongo) -> None:
    await _catching_up(mongo).run()


async def test_who_announces_and_cannot_be_folded_does_not_go_on(mongo: Mongo) -> None:
    await _marked(mongo, Restored("b", NOW, "BEHIND"))
    with pytest.raises(SettingsError, match="tallies"):
        await _catching_up(mongo).run()


async def test_half_a_restore_is_not_worked_on(mongo: Mongo) -> None:
    await _marked(mongo, Restored("b", NOW, "LOADING"))
    with pytest.raises(SettingsError, match="restore"):
        await _catching_up(mongo).run()
