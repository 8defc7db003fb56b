"""On the real database, through both drivers: fifty megabytes in and out in pieces, and nothing left of what broke off."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.files import PIECE, GridFiles
from chassis.ids import new_id
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.personal import Safe
from services.intake.attachments.desk import Desk, desk_of
from services.intake.attachments.hostile import NotTakenError
from services.intake.attachments.shelf import ATTACHMENTS, BYTES, MongoShelf
from services.intake.settings import IntakeSettings
from tests.intake.attachments.builders import NOW

if TYPE_CHECKING:
    from deploy.local.mongodb import MongoDB

pytestmark = [pytest.mark.asyncio, pytest.mark.database]
LARGE = 50 * 2**20
SETTINGS = IntakeSettings(kafka="k:1", mongo="mongodb://m", county="450199", largest_file=LARGE)


@pytest_asyncio.fixture(params=["motor", "pymongo"])
async def mongo(request: pytest.FixtureRequest, mongodb: MongoDB) -> AsyncIterator[Mongo]:
    opened = Mongo(mongodb.url, f"files_{new_id()[-12:]}", request.param)
    yield opened
    await opened.command({"dropDatabase": 1})
    await opened.close()


def _desk(mongo: Mongo) -> Desk:
    store, clock = MongoStore(mongo), SettableClock(NOW)
    commands = Commands(store, clock, "lianjie/intake", lambda *_: None)
    return desk_of(SETTINGS, MongoShelf(mongo), commands, Safe(b"m" * 32), b"s" * 32)


async def _film(size: int) -> AsyncIterator[bytes]:
    """A film of so many bytes, as a browser sends it."""
    head = b"\0\0\0\x20ftypisom\0\0\0\0"
    yield head
    sent = len(head)
    while sent < size:
        piece = bytes(min(2**16, size - sent))
        sent += len(piece)
        yield piece


async def test_fifty_megabytes_come_and_go_in_pieces(mongo: Mongo) -> None:
    desk = _desk(mongo)
    tracemalloc.start()
    answer = await desk.receiving.receive(_film(LARGE), lambda: "", "user:x", "upload-0001", NOW)
    id_ = str(answer.body["attachment_id"])
    kept = (await desk.shelf.get((id_,)))[id_]
    digest, size = hashlib.sha256(), 0
    async for piece in desk.shelf.files.read(kept.shared.id):
        digest.update(piece)
        size += len(piece)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (size, digest.hexdigest()) == (LARGE, kept.original.sha256)
    assert peak < 8 * PIECE, f"{peak / 2**20:.1f} MB were in memory at once"


async def test_what_is_refused_or_breaks_off_leaves_nothing_behind(mongo: Mongo) -> None:
    desk = _desk(mongo)
    with pytest.raises(NotTakenError):
        await desk.receiving.receive(_film(LARGE + 2**20), lambda: "", "user:x", "upload-0001", NOW)

    async def torn() -> AsyncIterator[bytes]:
        yield b"\0" * 3 * PIECE
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await GridFiles(mongo, BYTES).keep(torn())
    for collection in (f"{BYTES}.files", f"{BYTES}.chunks", ATTACHMENTS.name):
        assert await mongo.count(collection, {}) == 0


async def test_the_shelf_finds_again_and_sweeps_by_what_is_claimed(mongo: Mongo) -> None:
    desk = _desk(mongo)
    answer = await desk.receiving.receive(_film(2**21), lambda: "film.mp4", "form:f-1", "upload-0001", NOW)
    id_ = str(answer.body["attachment_id"])
    kept = (await desk.shelf.get((id_,)))[id_]
    assert [a.original.id for a in await desk.shelf.of_holder("form:f-1")] == [kept.original.id]
    assert set(await desk.shelf.by_hash(kept.shared.sha256)) == {id_}
    later = NOW.replace(year=2100)
    assert await desk.shelf.stray_bytes(later) == [(kept.original.id, id_)]
    assert isinstance(await desk.linking.claim([id_], "form:f-1", "item:450199:i"), dict)
    assert await desk.shelf.stray_bytes(later) == []
    assert await desk.shelf.unowned(later) == {}
    assert not await desk.shelf.forget(id_)
    await desk.shelf.files.drop(kept.original.id)
    await desk.shelf.files.drop(kept.original.id)
    assert await mongo.count(f"{BYTES}.chunks", {}) == 0
