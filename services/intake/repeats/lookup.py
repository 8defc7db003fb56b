"""Looking up traces: every piece of text leads to its newest few items and no further, however many are stored."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chassis.mongo import Mongo
from services.intake.repeats.ranking import FOLLOWED, Postings
from services.intake.repeats.store import TRACES

OF_ONE_PERSON = 20  # newest items of a person, or about one accused unit, that are looked at
_NEWEST = [("state.last_at", -1)]


@dataclass(frozen=True, slots=True)
class Leads:
    """Ids of items: of the same people, about the same accused, and by their pieces of text."""

    people: frozenset[str]
    accused: frozenset[str]
    postings: Postings


@dataclass(frozen=True, slots=True)
class Lookup:
    """The traces of one county. Costs at most 48 short index scans of 40 entries, and two of 20."""

    mongo: Mongo

    async def leads(self, people: Sequence[str], accused: Sequence[str], shingles: Sequence[int]) -> Leads:
        """Everything that may be compared with an item of these people, these accused and these pieces of text."""
        same_people, same_accused, postings = await asyncio.gather(
            self._ids({"state.people": {"$in": list(people)}} if people else None),
            self._ids({"state.accused": {"$in": list(accused)}} if accused else None),
            self._postings(shingles),
        )
        return Leads(same_people, same_accused, postings)

    async def visits(self, matters: Sequence[str]) -> dict[str, int]:
        """How many items each of these matters has."""
        among = {"$match": {"state.matter_id": {"$in": list(matters)}}}
        rows = await self.mongo.aggregate(
            TRACES.name, [among, {"$group": {"_id": "$state.matter_id", "n": {"$sum": 1}}}]
        )
        return {row["_id"]: row["n"] for row in rows}

    async def _ids(self, where: dict[str, Any] | None) -> frozenset[str]:
        if where is None:
            return frozenset()
        rows = await self.mongo.find(TRACES.name, where, sort=_NEWEST, limit=OF_ONE_PERSON, only={"_id": 1})
        return frozenset(row["_id"] for row in rows)

    async def _postings(self, shingles: Sequence[int]) -> Postings:
        """For every piece the newest items that hold it, in one question."""
        if not shingles:
            return ()
        scans = [_scan(nth, shingle) for nth, shingle in enumerate(shingles)]
        others: list[dict[str, Any]] = [
            {"$unionWith": {"coll": TRACES.name, "pipeline": scan}} for scan in scans[1:]
        ]
        by_item = {"$group": {"_id": "$_id", "nth": {"$push": "$nth"}}}
        rows = await self.mongo.aggregate(TRACES.name, [*scans[0], *others, by_item])
        postings: list[list[str]] = [[] for _ in shingles]
        for row in rows:
            for nth in row["nth"]:
                postings[nth].append(row["_id"])
        return tuple(tuple(ids) for ids in postings)


def _scan(nth: int, shingle: int) -> list[dict[str, Any]]:
    return [
        {"$match": {"state.shingles": shingle}},
        {"$sort": {"state.last_at": -1}},
        {"$limit": FOLLOWED},
        {"$project": {"nth": {"$literal": nth}}},
    ]
