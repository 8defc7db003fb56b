"""The books of the letter room: letters found again by number, state, place on the shelf or custody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.mongo import Mongo
from services.intake.letters.destruction import DestructionList
from services.intake.letters.letter import Letter
from services.intake.letters.store import DESTRUCTION_LISTS, LETTERS

PAGE = 100
Found = Sequence[tuple[str, Letter]]


@dataclass(frozen=True, slots=True)
class Books:
    """Every query goes over an index and ends after a page."""

    mongo: Mongo

    async def by_no(self, letter_no: str) -> tuple[str, Letter] | None:
        number = "".join(letter_no.split()).upper()
        found = await self._letters({"state.letter_no": number}, limit=1)
        return found[0] if found else None

    async def by_nos(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """Letter ids by their numbers."""
        found = await self._letters({"state.letter_no": {"$in": list(numbers)}}, limit=len(numbers) or 1)
        return {letter.letter_no: id_ for id_, letter in found}

    async def newest(self, state: str = "") -> Found:
        """The last letters received, of one state or all."""
        where = {"state.state": state} if state else {}
        return await self._letters(where, sort=[("state.received_at", -1), ("_id", 1)])

    async def leads(self, letter_id: str) -> str | None:
        """The number of a letter under whose name others stand; None if nobody stands there."""
        found = await self._letters({"state.lead_id": letter_id}, limit=1)
        return found[0][1].lead_no if found else None

    async def followers(self, letter_id: str) -> Found:
        """The letters of the same content, in the order of their receipt; a mass mailing is shown up to a page."""
        return await self._letters({"state.lead_id": letter_id}, sort=[("state.letter_no", 1)])

    async def count_followers(self, letter_id: str) -> int:
        return await self.mongo.count(LETTERS.name, {"state.lead_id": letter_id})

    async def shelf(self, place: str = "", skip: int = 0) -> Found:
        """What stands on the shelf, by township and time [S4 二(四)4]."""
        where: dict[str, Any] = {"state.shelf.state": "ON_SHELF"}
        if place:
            where["state.shelf.place.code"] = place
        order = [("state.shelf.place.code", 1), ("state.shelf.since", 1)]
        return await self._letters(where, sort=order, skip=skip)

    async def custody(self) -> Found:
        """Every letter in which something of value lay, newest first."""
        where = {"state.custody.valuable.taken_at": {"$exists": True}}
        return await self._letters(where, sort=[("state.custody.valuable.taken_at", -1)])

    async def lists(self) -> Sequence[tuple[str, DestructionList]]:
        rows = await self.mongo.find(
            DESTRUCTION_LISTS.name, {}, sort=[("state.told.proposed_at", -1)], limit=PAGE
        )
        return [(row["_id"], DESTRUCTION_LISTS.load(row["state"])) for row in rows]

    async def _letters(
        self,
        where: Mapping[str, Any],
        *,
        sort: Sequence[tuple[str, int]] = (),
        limit: int = PAGE,
        skip: int = 0,
    ) -> Found:
        rows = await self.mongo.find(LETTERS.name, where, sort=sort, limit=limit, skip=skip)
        return [(row["_id"], LETTERS.load(row["state"])) for row in rows]
