"""A county's sheets of limits in bulk: each made by the service itself out of events, then copied under other ids.

Every matter has three units that work at it, so three limits that run. The first begins for all matters on one day, so that
one midnight finds all of them due; the others on days around it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from chassis.documents import Document
from chassis.mongo import Insert, Mongo
from chassis.mongo_store import MongoStore, whole_row
from services.deadlines.domain.counting import SHANGHAI
from services.deadlines.domain.sheet import ClockSheet
from services.deadlines.store import CALENDARS, SHEETS, SUPERVISIONS
from tests.deadlines.builders import LEAD, at
from tests.deadlines.test_county_calendar import COUNTY
from tests.deadlines.town import MATTER, Town, accepted, dispatched, opened, signed

VARIANTS, AT_ONCE = 60, 2000
ACCEPTED_ON = date(2026, 10, 12)  # the first limit of all: its sixty days end on 11 December
NOW = at("2026-11-11 10:00")
HALF_USED, OVER = (
    at("2026-11-12 00:00"),
    at("2026-12-12 00:10"),
)  # midnights that find the first limit of all due


def variant(n: int, now: datetime) -> ClockSheet:
    """A matter whose second and third unit accepted up to a month after the first, with all said that was due by `now`."""
    town, on = Town(), ACCEPTED_ON
    received = at(f"{on - timedelta(days=3)} 09:00")
    town.clock.at = NOW
    town.hear(
        opened(f"{on - timedelta(days=3)} 10:{n:02}", received_at=received), dispatched(f"{on} 08:{n:02}")
    )
    town.hear(signed(f"{on} 09:{n:02}"), accepted(f"{on} 10:{n:02}"), first=3)
    for share in (1, 2):
        day = on + timedelta(days=1 + n * share % 29)
        its: dict[str, Any] = {"assignment_id": f"{LEAD}-{share}", "unit": f"{COUNTY}-u{(n + share) % 20}"}
        signs, accepts = signed(f"{day} 09:00", row="AS2", **its), accepted(f"{day} 09:30", row="AS6", **its)
        town.hear(signs, accepts, first=3 + 2 * share)
    town.tick(f"{now.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
    return town.sheets()[MATTER]


def rows(count: int, sheets: list[ClockSheet]) -> Iterator[dict[str, Any]]:
    """The documents, as they lie when all that they announced has been sent."""
    for n in range(count):
        id_ = f"{COUNTY}:scale-{n}"
        sheet = replace(sheets[n % len(sheets)], matter_id=id_, number=f"{COUNTY}20261009V{n:06}")
        document = Document(SHEETS, id_, sheet, version=9, seq=20, said=20, head="0" * 64)
        yield whole_row(document, None)


async def fill(mongo: Mongo, store: MongoStore, count: int, now: datetime) -> None:
    """As many sheets as asked for, as they stand `now`; what was there before is gone."""
    await mongo.command({"dropDatabase": 1})
    await store.prepare([SHEETS, CALENDARS, SUPERVISIONS])
    sheets = await asyncio.to_thread(
        lambda: [variant(n, now) for n in range(VARIANTS)]
    )  # each runs a loop of its own
    waiting = []
    for row in rows(count, sheets):
        waiting.append(Insert(row))
        if len(waiting) == AT_ONCE:
            await mongo.bulk(SHEETS.name, waiting)
            waiting = []
    await mongo.bulk(SHEETS.name, waiting)
