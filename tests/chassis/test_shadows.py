"""A shadow beside the live data: compared, and put in its place whole, however often the swap is cut short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from chassis.dead_letters import DEAD_LETTERS
from chassis.documents import Document, Kind, Position
from chassis.errors import TransientError
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.shadows import SHADOW, Shadow, comparable, projections
from tests.chassis.builders import COPIES, TALLIES, KeyCopy
from tests.chassis.databases import a_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from deploy.local.mongodb import MongoDB

on_database = pytest.mark.database


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    heard_at: str


@dataclass(frozen=True, slots=True)
class View:
    name: str
    lines: tuple[Line, ...] = ()


VIEWS: Kind[View] = Kind("views", View, by_arrival=("lines", "heard_at"))


class CrashError(BaseException):
    """The process is gone: nothing after this happens."""


class Fragile(Mongo):
    """Its user is killed at the nth act on collections; whether that act was done is chance, so both are tried."""

    def dies(self, at: int, *, done: bool) -> None:
        self.left, self.done_first = at, done

    async def command(self, order: Mapping[str, Any], *, admin: bool = False) -> dict[str, Any]:
        self.left = getattr(self, "left", 1000) - 1
        if self.left == 0 and not self.done_first:
            raise CrashError
        answer = await super().command(order, admin=admin)
        if self.left == 0:
            raise CrashError
        return answer


async def filled(side: Mongo, seq: int, *lines: str) -> None:
    store = MongoStore(side)
    await store.prepare([VIEWS, DEAD_LETTERS])
    view = View(f"at {seq}", tuple(Line(line, f"{side.name}-{seq}-{line}") for line in lines))
    async with store.batch() as tx:
        await tx.write([Document(VIEWS, "one").with_state(view)], [Position("matter:1", seq)], [], [])


@pytest_asyncio.fixture
async def shadow(mongodb: MongoDB) -> AsyncIterator[Shadow]:
    async with a_database(mongodb) as database:
        live, built = Fragile(mongodb.url, database.name), Mongo(mongodb.url, database.name, shadow=SHADOW)
        yield Shadow(live, built, [VIEWS])
        await live.close()
        await built.close()


async def compared(shadow: Shadow) -> tuple[int, int, dict[str, int]]:
    result = await shadow.compare(VIEWS, lambda _: None)
    return result.equal, result.differ, dict(result.fields)


def test_drafts_and_what_is_announced_are_no_projections() -> None:
    drafts: Kind[View] = Kind("drafts", View, kept=True)
    assert projections([VIEWS, drafts, TALLIES]) == [VIEWS]


def test_the_order_and_the_time_of_arrival_do_not_count() -> None:
    one = {"name": "x", "lines": [{"id": 1, "heard_at": 5}, {"id": 2, "heard_at": 6}]}
    other = {"lines": [{"heard_at": 9, "id": 2}, {"id": 1, "heard_at": 9}], "name": "x"}
    loose = ("lines", "heard_at")
    assert comparable(one, loose) == comparable(other, loose)
    assert comparable(one, ()) != comparable(other, ())
    assert comparable(one, loose) != comparable(one | {"lines": one["lines"][:1]}, loose)


@on_database
@pytest.mark.asyncio
async def test_equal_is_equal_whatever_the_order_of_arrival(shadow: Shadow) -> None:
    await filled(shadow.live, 3, "a", "b")
    await filled(shadow.built, 3, "b", "a")
    assert await compared(shadow) == (1, 0, {})


@on_database
@pytest.mark.asyncio
async def test_differences_are_counted_by_field(shadow: Shadow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.shadows.A_MOMENT", 0)
    await filled(shadow.live, 3, "a", "b")
    await filled(shadow.built, 4, "b")
    assert await compared(shadow) == (0, 1, {"name": 1, "lines": 1})


@on_database
@pytest.mark.asyncio
async def test_a_document_that_one_side_lacks_is_a_difference(
    shadow: Shadow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.shadows.A_MOMENT", 0)
    await filled(shadow.built, 3)
    await MongoStore(shadow.live).prepare([VIEWS])
    assert await compared(shadow) == (0, 1, {"new": 1})


@on_database
@pytest.mark.asyncio
async def test_a_shadow_that_lags_is_behind_and_one_that_leads_is_not(shadow: Shadow) -> None:
    await filled(shadow.live, 4)
    await filled(shadow.built, 3)
    assert await shadow.behind() == ["matter:1"]
    await shadow.built.update_one("positions", {"_id": "matter:1"}, {"$set": {"seq": 5}})
    assert await shadow.behind() == []


@on_database
@pytest.mark.asyncio
async def test_closed_no_batch_is_written_and_opened_it_is(shadow: Shadow) -> None:
    await filled(shadow.live, 3)
    store = MongoStore(shadow.live)
    document = Document(COPIES, "k").with_state(KeyCopy(1))
    await store.prepare([COPIES])
    await shadow.close()
    with pytest.raises(TransientError):
        async with store.batch() as tx:
            await tx.write([document], [Position("matter:1", 4)], [], [])
    assert await shadow.live.count(COPIES.name, {}) == 0
    await shadow.open()
    async with store.batch() as tx:
        await tx.write([document], [Position("matter:1", 4)], [], [])
    assert await shadow.live.count(COPIES.name, {}) == 1


@on_database
@pytest.mark.asyncio
async def test_a_swap_cut_short_anywhere_is_finished_by_repeating_it(shadow: Shadow) -> None:
    fragile = shadow.live
    assert isinstance(fragile, Fragile)
    for cut in range(1, 30):
        await filled(fragile, cut, "old")
        await filled(shadow.built, cut + 100, "new")
        await shadow.close()
        fragile.dies(cut, done=bool(cut % 2))
        try:
            await shadow.swap(f"cut{cut}")
        except CrashError:
            whole = await fragile.find("positions", {})
            assert len(whole) == 1, "positions are never missing"
            fragile.left = 1000
            await shadow.swap(f"cut{cut}")
        else:
            break
        assert (await fragile.find("views", {}))[0]["state"]["name"] == f"at {cut + 100}"
        assert (await fragile.find("positions", {}))[0]["seq"] == cut + 100
        assert (await fragile.find(f"views.before_cut{cut}", {}))[0]["state"]["name"] == f"at {cut}"
        assert (await fragile.find(f"positions.before_cut{cut}", {}))[0]["seq"] == cut
        assert not [name for name in await shadow.collections() if name.startswith(SHADOW)]
        await fragile.command({"delete": "views", "deletes": [{"q": {}, "limit": 0}]})
    assert cut > 10, "every act of a swap was cut short once"
    fragile.left = 1000
    await shadow.drop_old()
    assert await shadow.old() == []
