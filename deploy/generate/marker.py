"""What is noted of a generation beside the data: which it is, which of its chunks are written, and what was there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chassis.documents import Document
from chassis.mongo import Mongo, Update
from chassis.mongo_store import whole_row
from deploy.generate.generation import Generation
from services.intake.store import COUNTERS
from services.notifications.store import SERIES, Series
from services.routing.store import MATTERS

NOTES, GENERATIONS, CHUNKS = "lianjie_generated", "generations", "chunks"


@dataclass(frozen=True)
class Databases:
    """All services' databases of one system."""

    url: str

    def of(self, name: str) -> Mongo:
        return Mongo(self.url, name)

    async def known(self, generation: Generation) -> Generation | None:
        """The generation as it was begun, with its own end, if it was."""
        rows = await self.of(NOTES).find(GENERATIONS, {"_id": generation.id})
        return replace(generation, until=rows[0]["until"]) if rows else None

    async def strangers(self, generation: Generation) -> bool:
        """Whether there are matters here that are not of this generation."""
        others = await self.of(NOTES).find(GENERATIONS, {"_id": {"$ne": generation.id}}, limit=1)
        known = await self.known(generation)
        any_matter = await self.of("lianjie_routing").find(MATTERS.name, {}, limit=1, only={"_id": 1})
        return bool(others or (any_matter and not known))

    async def begin(self, generation: Generation, totals: Mapping[str, int], now: datetime) -> dict[str, int]:
        """Note the generation and move all counters behind it, before anything is written; the numbers drawn before."""
        await self.of(NOTES).insert_missing(GENERATIONS, [{
            "_id": generation.id, "seed": generation.seed, "matters": generation.matters, "months": generation.months,
            "until": generation.until, "begun_at": now,
            "bases": [{"series": name, "last": last} for name, last in (await self._drawn(totals)).items() if last],
        }])  # fmt: skip
        row = (await self.of(NOTES).find(GENERATIONS, {"_id": generation.id}))[0]
        bases = {base["series"]: base["last"] for base in row["bases"]}
        await self._move({series: total + bases.get(series, 0) for series, total in totals.items()})
        return bases

    async def done(self, generation: Generation) -> set[int]:
        """The chunks that are written."""
        rows = await self.of(NOTES).find(CHUNKS, {"_id": {"$regex": f"^{generation.id}/"}})
        return {int(row["_id"].rpartition("/")[2]) for row in rows}

    async def _drawn(self, totals: Iterable[str]) -> dict[str, int]:
        found = {}
        for database, names in _by_database(totals).items():
            collection, field = (COUNTERS, "last") if "intake" in database else (SERIES.name, "state.last")
            for row in await self.of(database).find(collection, {"_id": {"$in": names}}):
                found[row["_id"]] = int(row["state"]["last"] if "." in field else row["last"])
        return found

    async def _move(self, lasts: Mapping[str, int]) -> None:
        for database, names in _by_database(lasts).items():
            change = _counter if "intake" in database else _series
            collection = COUNTERS if "intake" in database else SERIES.name
            await self.of(database).bulk(collection, [change(name, lasts[name]) for name in names])


def _by_database(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault("lianjie_notifications" if ":" in name else f"lianjie_intake_{name[:6]}", []).append(
            name
        )
    return found


def _counter(name: str, last: int) -> Update:
    return Update({"_id": name}, {"$max": {"last": last}}, upsert=True)


def _series(name: str, last: int) -> Update:
    """The version moves too: whoever has just read the old number loses the race, and draws again."""
    rest = {
        field: value
        for field, value in series_row(name, last).items()
        if field not in ("_id", "state", "version")
    }
    return Update(
        {"_id": name}, {"$max": {"state.last": last, "version": last}, "$setOnInsert": rest}, upsert=True
    )


def series_row(name: str, last: int) -> dict[str, Any]:
    """A series from which so many numbers were drawn."""
    return whole_row(Document(SERIES, name, Series(last), last), None)
