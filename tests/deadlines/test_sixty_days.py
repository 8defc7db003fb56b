"""Sixty days in seconds on a real database: two processes share the ticking, are killed (-9) on the way, and all is said as foretold.

What the pure rules say of the same events at the same instants, in memory and with nobody killed, is what must stand in every
matter's stream: each warning, lapse and breach once, in order, and the same supervisions. Run as a program this is one of
the processes: python -m tests.deadlines.test_sixty_days URL DATABASE.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from chassis.errors import ConflictError
from chassis.hearing import Hearing
from chassis.mongo import Mongo, Update
from lianjie_contracts.registry import read
from services.deadlines.service import heard_under
from services.deadlines.store import SHEETS, SUPERVISIONS
from services.deadlines.ticking import tick_all
from tests.deadlines.builders import at
from tests.deadlines.test_recounting import Process
from tests.deadlines.town import (
    LAW,
    MATTER,
    ORDERS,
    Town,
    accepted,
    completed,
    dispatched,
    issued,
    opened,
    record,
    signed,
)

if TYPE_CHECKING:
    from chassis.documents import Record
    from chassis.service import Parts
    from deploy.local.mongodb import MongoDB
    from lianjie_contracts.base import Message
    from services.deadlines.settings import DeadlinesSettings

FIRST, DAYS = at("2026-08-03 00:00"), 75
CLOCK = "the_clock"
Stops = list[tuple[datetime, list["Record"]]]


def life(n: int) -> Iterator[tuple[str, Message]]:
    """The n-th matter: begun on one of the first days, and gone as far as its turn says. Where a step is not made, a limit is missed."""
    day = FIRST + timedelta(days=n % 5, hours=8)
    of: dict[str, Any] = {"matter_id": f"{MATTER}-{n}"}

    def on(days: int, minutes: int = 0) -> str:
        return f"{day + timedelta(days=days, hours=9, minutes=minutes + n % 7):%Y-%m-%d %H:%M}"

    steps: list[tuple[str, Any]] = [
        (on(0), opened(on(0), received_at=at(on(0)), **of)), (on(2), dispatched(on(2)).model_copy(update=of)),
        (on(3), signed(on(3), **of)), (on(4), accepted(on(4), **of)), (on(50), issued(on(50)).model_copy(update=of)),
        (on(52), completed(on(52), issued=on(50), begun=on(51)).model_copy(update=of)),
    ]  # fmt: skip
    yield from steps[: 1 + n % len(steps)]


def stops(matters: int) -> Stops:
    """When something happens, with what is heard then."""
    heard: dict[datetime, list[Record]] = {}
    for n in range(matters):
        for seq, (local, event) in enumerate(life(n), 1):
            heard.setdefault(at(local), []).append(record(event, seq))
    return sorted(heard.items())


Told = list[tuple[Any, ...]]


def line(event: Any) -> tuple[Any, ...]:
    return (
        event.type,
        event.clock,
        event.occurred_at,
        getattr(event, "due_at", None),
        getattr(event, "level", None),
    )


def foretold(heard: Stops) -> tuple[dict[str, Told], set[str]]:
    """By the rules alone."""
    town, waiting = Town(), list(heard)
    told: dict[str, Told] = {}
    end = FIRST + timedelta(days=DAYS)
    while True:
        sheets = town.sheets().values()
        now = min(
            [*(sheet.next_at for sheet in sheets if sheet.next_at), *(on for on, _ in waiting[:1])],
            default=end,
        )
        if now >= end:
            return told, set(town.store.all(SUPERVISIONS))
        town.clock.at = max(now, town.clock.at)
        said = town.hear_records(waiting.pop(0)[1]) if waiting and waiting[0][0] <= now else []
        local = f"{town.clock.at + timedelta(hours=8):%Y-%m-%d %H:%M:%S.%f}"
        for event in [*said, *town.tick(local)]:
            if event.type.startswith("clock_"):
                told.setdefault(event.matter_id, []).append(line(event))  # type: ignore[attr-defined]


class Walk:
    """The days go by over a real database; this process hears, the others tick, and some of them die."""

    def __init__(self, mongo: Mongo, url: str, kills: int) -> None:
        self.mongo, self.url, self.kills = mongo, url, kills
        self.process = Process(mongo)
        self.process.clock.at = FIRST
        self.hearing = Hearing("deadlines", self.process.store, self.process.clock, heard_under(LAW), ORDERS)
        self.others: list[asyncio.subprocess.Process] = []

    async def whole(self, heard: Stops) -> None:
        await self.process.store.prepare([SHEETS, SUPERVISIONS])
        await self._set(FIRST)
        self.others = list(await asyncio.gather(self._other(), self._other()))
        waiting, end, between = list(heard), FIRST + timedelta(days=DAYS), 0
        while (now := min([*await self._next(), *(on for on, _ in waiting[:1])], default=end)) < end:
            now = max(now, self.process.clock.at)
            self.process.clock.at = now
            if waiting and waiting[0][0] <= now:
                await self._hear(waiting.pop(0)[1])
            await self._set(now)
            if await self._is_due(now) and (between := between + 1) % 6 == 0 and self.kills:
                await self._kill()
            while await self._is_due(now):  # noqa: ASYNC110 - databases ring no bell
                await asyncio.sleep(0.005)

    async def _kill(self) -> None:
        """The one that has been there longest; another comes in its place, while the second works on."""
        self.kills -= 1
        dying, *rest = self.others
        os.kill(dying.pid, signal.SIGKILL)
        assert await dying.wait() == -signal.SIGKILL
        self.others = [*rest, await self._other()]

    async def _other(self) -> asyncio.subprocess.Process:
        program = (sys.executable, "-m", "tests.deadlines.test_sixty_days", self.url, self.mongo.name)
        process = await asyncio.create_subprocess_exec(*program, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        return process

    async def _hear(self, records: list[Record]) -> None:
        """A batch that meets a transaction of a killed process is heard again, as from the bus."""
        while True:
            with contextlib.suppress(ConflictError):
                await self.hearing.batch(records)
                return
            await asyncio.sleep(0.05)

    async def _set(self, now: datetime) -> None:
        await self.mongo.bulk(CLOCK, [Update({"_id": 1}, {"$set": {"at": now}}, upsert=True)])

    async def _next(self) -> list[datetime]:
        where = {"state.next_at": {"$gt": datetime.fromtimestamp(0, UTC)}}
        rows = await self.mongo.find(SHEETS.name, where, sort=[("state.next_at", 1)], limit=1)
        return [row["state"]["next_at"] for row in rows]

    async def _is_due(self, now: datetime) -> bool:
        return bool(await self.mongo.find(SHEETS.name, {"state.next_at": {"$lte": now}}, limit=1))

    async def end(self) -> None:
        for other in self.others:
            other.kill()
            await other.wait()


async def _walked(url: str, heard: Stops, kills: int) -> tuple[dict[str, Told], set[str]]:
    mongo = Mongo(url, f"deadlines_sixty_days_{kills}")
    walk = Walk(mongo, url, kills)
    try:
        await walk.whole(heard)
        assert walk.kills == 0, "all of them were killed"
        rows = await mongo.find(SHEETS.name, {})
        records = {row["_id"]: row["_id"] for row in await mongo.find(SUPERVISIONS.name, {}, only={"_id": 1})}
    finally:
        await walk.end()
        await mongo.close()
    return {row["_id"]: _told(row["unsent"]) for row in rows}, set(records)


def _told(unsent: list[dict[str, Any]]) -> Told:
    heads = [dict(each["headers"]) for each in unsent]
    events = [
        read(h["ce_type"].decode(), int(h["ce_schemaver"]), each["body"])
        for h, each in zip(heads, unsent, strict=True)
    ]
    return [line(event) for event in events if event.type.startswith("clock_")]


@pytest.mark.database
@pytest.mark.parametrize(("matters", "kills"), [(6, 2), pytest.param(120, 40, marks=pytest.mark.long)])
def test_sixty_days_are_said_as_foretold_whoever_is_killed(
    mongodb: MongoDB, matters: int, kills: int
) -> None:
    heard = stops(matters)
    expected, supervised = foretold(heard)
    found, records = asyncio.run(_walked(mongodb.url, heard, kills))
    assert found.keys() == expected.keys()
    for matter_id, told in expected.items():
        assert found[matter_id] == told
    assert records == supervised
    kinds = {each[0] for told in expected.values() for each in told}
    assert kinds >= {
        "clock_started",
        "clock_warned",
        "clock_breached",
        "clock_lapsed",
        "clock_stopped",
        "clock_held",
    }


async def _one_of_two(url: str, database: str) -> None:
    process = Process(Mongo(url, database))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        (row,) = await process.mongo.find(CLOCK, {"_id": 1})
        process.clock.at = row["at"]
        await tick_all(cast("Parts[DeadlinesSettings]", process), LAW)
        await asyncio.sleep(0.005)


if __name__ == "__main__":
    asyncio.run(_one_of_two(*sys.argv[1:]))
