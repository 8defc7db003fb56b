"""What limits cost as matters grow: python -m tests.bench.limits_at_scale [--matters 100000] [--home DIR] [STEP …].

A real MongoDB of its own and one process of deadlines without its relay, three open limits in each matter. Steps: `fill`;
`idle`, seconds in which nothing is due; `due`, the page of an office and of a unit; `change`, a notice for the next year;
`midnight`, when a limit of every matter is half used; `missed`, filled anew, when it is over and each opens a supervision.
Each is told until all of it is durable. With a home the data stay, so that steps may be run one by one.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx
from fastapi import FastAPI

from chassis.hearing import Hearing
from chassis.identity import Principal
from chassis.mongo import Mongo
from chassis.web import dress
from deploy.local import ports
from deploy.local.home import Home
from deploy.local.mongodb import MongoDB
from services.deadlines.due_api import due_api
from services.deadlines.recounting import look_at_calendars, stale
from services.deadlines.service import heard_under
from services.deadlines.store import CALENDARS, SHEETS, SUPERVISIONS
from services.deadlines.ticking import tick_all
from tests.bench.many_sheets import HALF_USED, NOW, OVER, fill
from tests.deadlines.test_api import Known
from tests.deadlines.test_county_calendar import COUNTY, in_force
from tests.deadlines.test_recounting import Process
from tests.deadlines.town import ORDERS, UNIT, opened, record

SECONDS, ASKED, EVERY = 30, 50, 0.1
READERS = (
    Principal("office", "覃", frozenset({"router"}), COUNTY),
    Principal("unit with all", "韦", frozenset({"unit_head"}), COUNTY, UNIT),
    Principal("unit with few", "莫", frozenset({"unit_head"}), COUNTY, f"{COUNTY}-u7"),
)


class Bench:
    """One process of deadlines on a database that is full."""

    def __init__(self, mongo: Mongo, matters: int) -> None:
        self.mongo, self.matters = mongo, matters
        self.process = Process(mongo)
        self.parts: Any = self.process
        self.hearing = Hearing(
            "deadlines", self.process.store, self.process.clock, heard_under(self.process.law), ORDERS
        )

    async def fill(self) -> None:
        await self._filled(NOW)

    async def _filled(self, now: datetime) -> None:
        began = time.perf_counter()
        await fill(self.mongo, self.process.store, self.matters, now)
        say(
            f"{self.matters} matters, {3 * self.matters} open limits",
            f"filled in {time.perf_counter() - began:.0f} s",
        )

    async def idle(self) -> None:
        self.process.clock.at = NOW
        with told(f"nothing due, {SECONDS} ticks"):
            for _ in range(SECONDS):
                await tick_all(self.parts, self.process.law)
        with told("an unchanged calendar, 10 looks"):
            for _ in range(10):
                await look_at_calendars(self.parts, self.process.law)

    async def due(self) -> None:
        """Of somebody of the office, of a unit to which all matters are due, and of one to which few are: by the service's own route."""
        self.process.clock.at = NOW
        app = FastAPI()
        app.include_router(due_api(self.parts, self.process.law))
        dress(app, Known(*READERS))
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://deadlines"
        ) as client:
            for reader in READERS:
                took: list[float] = []
                for _ in range(ASKED):
                    began = time.perf_counter()
                    answer = await client.get(
                        "/due", params={"scope": "unit", "until": "2026-12-14"}, headers={"Authorization": f"Bearer {reader.id}"}
                    )  # fmt: skip
                    took.append(time.perf_counter() - began)
                say(f"what is due, {reader.id}", f"{spread(took)}, {len(answer.json()['rows'])} rows")

    async def change(self) -> None:
        self.process.clock.at = NOW + timedelta(hours=1)
        await self.process.save(CALENDARS, {COUNTY: in_force()})
        before = await self._waiting()
        with told("a notice for the next year", 3 * self.matters, "open limits"):
            await look_at_calendars(self.parts, self.process.law)
        edition = self.process.law.edition(COUNTY)
        say(
            "",
            f"{await self._waiting() - before} dates told, {len(await stale(self.mongo, COUNTY, edition))} left",
        )

    async def midnight(self) -> None:
        await self._due_at(HALF_USED, "half used at one midnight")

    async def missed(self) -> None:
        await self._filled(OVER - timedelta(hours=7))
        await self._due_at(OVER, "missed at one midnight")

    async def _due_at(self, now: datetime, what: str) -> None:
        self.process.clock.at = now
        say(
            "new work, nothing else to do",
            spread(await self._new_work("quiet", asyncio.create_task(asyncio.sleep(5)))),
        )
        before = await self._waiting()
        with told(what, self.matters, "matters"):
            took = await self._new_work(what, asyncio.create_task(self._tick_until_done()))
        say("new work meanwhile", spread(took))
        opened = await self.mongo.count(SUPERVISIONS.name, {})
        say("", f"{await self._waiting() - before} messages, {opened} supervisions")

    async def _tick_until_done(self) -> None:
        where = {"state.next_at": {"$lte": self.process.clock.now()}}
        while await self.mongo.find(SHEETS.name, where, limit=1, only={"_id": 1}):
            await tick_all(self.parts, self.process.law)

    async def _new_work(self, name: str, until: asyncio.Task[None]) -> list[float]:
        """How long it takes to hear of a new matter, ten times a second, while something else goes on."""
        took: list[float] = []
        while not until.done():
            event = opened("2026-11-10 09:40", matter_id=f"{COUNTY}:{name}-{len(took)}")
            began = time.perf_counter()
            await self.hearing.batch([record(event, 1)])
            took.append(time.perf_counter() - began)
            await asyncio.sleep(max(0, EVERY - took[-1]))
        await until
        return took

    async def _waiting(self) -> int:
        """Messages that wait in their documents; nobody takes them away here."""
        count = {"$group": {"_id": None, "n": {"$sum": {"$size": "$unsent"}}}}
        found = await self.mongo.aggregate(SHEETS.name, [{"$match": {"unsent.0": {"$exists": True}}}, count])
        return cast("int", found[0]["n"]) if found else 0


@contextlib.contextmanager
def told(what: str, count: int = 0, of: str = "") -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    rate = f", {count / wall:,.0f} {of} a second" if count else ""
    say(what, f"{wall:.2f} s, {cpu:.2f} s of CPU{rate}")


def spread(took: list[float]) -> str:
    p95 = sorted(took)[int(len(took) * 0.95)]
    return f"p50 {1e3 * statistics.median(took):.0f}, p95 {1e3 * p95:.0f}, longest {1e3 * max(took):.0f} ms of {len(took)}"


def say(what: str, figures: str) -> None:
    sys.stdout.write(f"{what:<44} {figures}\n")
    sys.stdout.flush()


STEPS = ("fill", "idle", "due", "change", "midnight", "missed")


async def run(url: str, matters: int, steps: list[str]) -> None:
    mongo = Mongo(url, "limits_at_scale")
    try:
        bench = Bench(mongo, matters)
        for step in steps:
            await getattr(bench, step)()
    finally:
        await mongo.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="What limits cost as matters grow.")
    asked.add_argument("steps", nargs="*", help=", ".join(STEPS))
    asked.add_argument("--matters", type=int, default=100_000)
    asked.add_argument("--home", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        home = Home(root=given.home or Path(passing), cache=Home.here().cache)
        home.make()
        database = MongoDB(home, ports.free_ports(1)[0])
        gc.collect()
        gc.freeze()  # as a process of the service does
        try:
            database.start()
            asyncio.run(run(database.url, given.matters, given.steps or list(STEPS)))
        finally:
            database.kill()
