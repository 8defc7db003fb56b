"""The job that says what is due. Its cost follows what is due, not what is open; several processes may do it.

Sheets are found by `next_at` and taken in small transactions, shard by shard in random order.
Two processes that meet on a shard lose a race, not a warning: who is second finds nothing due there.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from chassis.errors import ConflictError, TransientError
from chassis.logs import log
from chassis.work import Work
from services.deadlines.keeping import say_what_is_due
from services.deadlines.law import Law
from services.deadlines.store import SHEETS
from services.deadlines.supervision.opening import may_open

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from chassis.documents import Document, Kind
    from chassis.service import Parts
    from chassis.store import Store
    from services.deadlines.settings import DeadlinesSettings

Act = Callable[[str, Work, Law], Awaitable[None]]
AT_ONCE = 50  # sheets in one transaction
LOOKED_AT = 1000  # sheets that show which shards have something due
BREATH = 0.01  # seconds between transactions, so that what is newly heard need not wait


async def tick_all(parts: Parts[DeadlinesSettings], law: Law) -> None:
    """Say everything that is due now, a small piece at a time."""
    now = parts.clock.now()
    due = await parts.mongo.find(
        SHEETS.name, _due(now), sort=[("state.next_at", 1)], limit=LOOKED_AT, only={"shard": 1}
    )
    shards = sorted({row["shard"] for row in due})
    random.shuffle(shards)
    # Two at a time: while the database writes one down, the other is reckoned.
    await asyncio.gather(*(_tick_shards(parts, shards[half::2], law, now) for half in (0, 1)))


async def _tick_shards(
    parts: Parts[DeadlinesSettings], shards: Sequence[int], law: Law, now: datetime
) -> None:
    for shard in shards:
        while ids := await _of_shard(parts, shard, now):
            ticked = await tick_some(parts.store, ids, law, now)
            for document in ticked:
                parts.relay.wake(document.kind, document.id)
            if len(ids) < AT_ONCE or not ticked:
                break
            await asyncio.sleep(BREATH)


async def tick_some(
    store: Store, ids: Sequence[str], law: Law, now: datetime, act: Act = say_what_is_due
) -> list[Document[Any]]:
    """Tick some sheets in one transaction; one that cannot be ticked must not silence the others."""
    try:
        return await _tick(store, ids, law, now, act)
    except ConflictError:
        return []
    except TransientError:
        raise
    except Exception:  # noqa: BLE001 - one sheet of these is bad: find it, alone
        if len(ids) == 1:
            log.exception("a sheet of clocks cannot be ticked", matter_id=ids[0])
            return []
    return [document for id_ in ids for document in await tick_some(store, [id_], law, now, act)]


async def _tick(store: Store, ids: Sequence[str], law: Law, now: datetime, act: Act) -> list[Document[Any]]:
    async with store.batch() as tx:
        work = Work(tx, now, "lianjie/deadlines")
        opened: list[tuple[Kind[Any], str]] = []
        await work.prefetch((SHEETS, id_) for id_ in ids)
        for id_ in ids:
            if sheet := await work.load(SHEETS, id_):
                opened += may_open(sheet, now)
        await work.prefetch(opened)
        for id_ in ids:
            await act(id_, work, law)
            await asyncio.sleep(0)  # what is newly heard need not wait for all of them
        await tx.write(work.touched(), [], [], [])
    return work.touched()


async def _of_shard(parts: Parts[DeadlinesSettings], shard: int, now: datetime) -> list[str]:
    where = {"shard": shard, **_due(now)}
    rows = await parts.mongo.find(
        SHEETS.name, where, sort=[("state.next_at", 1)], limit=AT_ONCE, only={"_id": 1}
    )
    return [row["_id"] for row in rows]


def _due(now: datetime) -> dict[str, Any]:
    return {"state.next_at": {"$lte": now}}
