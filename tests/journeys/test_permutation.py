"""A county's recorded history, heard in any order and three in ten a second time: deadlines and analytics end in the same state."""

from __future__ import annotations

import hashlib
import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from chassis.clock import SettableClock
from chassis.hearing import Hearing
from chassis.testing import MemoryStore
from lianjie_contracts.base import Actor
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.topics import heard_by
from services.analytics.service import HEARS as ANALYTICS
from services.deadlines.law import committed
from services.deadlines.service import heard_under
from tests.journeys.town import DIRECTORY, ZJJ, Town

if TYPE_CHECKING:
    from chassis.documents import Record
    from chassis.hearing import Hears

LISTENERS = {"deadlines": heard_under(committed(timedelta(minutes=10))), "analytics": ANALYTICS}
HEAD = Actor(id="huangzhiqiang", role="unit_head", name="黄志强", org="县住建局")


async def recorded() -> Town:
    """Two matters, one of them a repeat, one late; signed for, accepted and breached, with their papers and figures."""
    town = Town()
    roof = await town.register("修好屋面渗漏")
    await town.register("催问进度", repeat_of=roof)
    forgotten = await town.register("公开物业费收支")
    await town.pass_time(timedelta(hours=2))
    await town.dispatch(roof)
    unit = {"unit": ZJJ, "matter_id": roof, "at": town.clock.now(), "by": HEAD}
    await town.reply(ReplySignFor(**unit))
    await town.reply(ReplyAccept(**unit, handlers=("梁伟", "黄一")))
    await town.pass_time(timedelta(days=20))
    assert town.said(forgotten, "deadlines.clocks.v1")
    return town


async def ends(name: str, hears: tuple[Hears, ...], town: Town, batches: list[list[Record]]) -> str:
    """The hash of all that a fresh service knows after these batches."""
    store = MemoryStore()
    orders = {topic.name: topic.order for topic in heard_by(name, DIRECTORY)}
    hearing = Hearing(name, store, SettableClock(town.clock.at), hears, orders)
    for batch in batches:
        await hearing.batch(batch)
    for _ in range(3):
        await hearing.sweep()
    known = sorted((*at, repr(document.state)) for at, document in store.documents.items())
    seen = sorted((subject, position.seq) for subject, position in store.positions.items())
    waits = sorted((*at, parked.waiting_for) for at, parked in store.waiting_records.items())
    assert all(fact.startswith("key:") for _, _, fact in waits), (
        "nobody's key was ever told; nothing else may wait"
    )
    assert known
    assert seen
    return hashlib.sha256(repr((known, seen, waits)).encode()).hexdigest()


@pytest.mark.asyncio
@pytest.mark.parametrize("name", LISTENERS)
async def test_any_order_with_repeats_ends_like_the_ordered_run(name: str) -> None:
    town, hears = await recorded(), tuple(LISTENERS[name])
    topics = {topic.name for topic in heard_by(name, DIRECTORY)}
    records = [record for record in town.bus.records if record.topic in topics]
    ordered = await ends(name, hears, town, [[record] for record in records])
    for seed in range(8):
        chance = random.Random(seed)
        shuffled = records + [record for record in records if chance.random() < 0.3]
        chance.shuffle(shuffled)
        size = chance.randint(1, 8)
        batches = [shuffled[start : start + size] for start in range(0, len(shuffled), size)]
        assert await ends(name, hears, town, batches) == ordered, f"seed {seed}"
