"""Dead letters as an operator looks for them: over all services, by what they are about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chassis.dead_letters import DEAD_LETTERS, DeadLetter, original
from chassis.decoding import Decoded, decode
from chassis.errors import UndecodableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chassis.documents import Record
    from deploy.stuck.places import Place


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter and where it lies. The same record can have died in several counties' intakes."""

    place: Place
    id: str
    dead: DeadLetter


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters; what is not given does not matter. `of` is a type or an error, as `--all-of` takes it."""

    type: str | None = None
    error: str | None = None
    county: str | None = None
    of: str | None = None
    closed: bool = False

    def where(self) -> dict[str, Any]:
        where: dict[str, Any] = {} if self.closed else {"state.open": True}
        for field in ("type", "error"):
            if asked := getattr(self, field):
                where[f"state.{field}"] = asked
        if self.county:
            where["state.subject"] = {"$regex": rf"^\w+:{self.county}:"}
        if self.of:
            where["$or"] = [{"state.type": self.of}, {"state.error": self.of}]
        return where


async def found(places: Iterable[Place], where: dict[str, Any]) -> list[Letter]:
    """In the order in which a stream needs them."""
    letters = [
        Letter(place, row["_id"], DEAD_LETTERS.load(row["state"]))
        for place in places
        for row in await place.mongo.find(DEAD_LETTERS.name, where)
    ]
    return sorted(letters, key=lambda letter: (letter.dead.subject, letter.dead.seq, letter.dead.at))


async def by_ids(places: Sequence[Place], ids: Sequence[str]) -> list[Letter]:
    return await found(places, {"_id": {"$in": list(ids)}})


async def record_of(letter: Letter) -> Record | None:
    return original(letter.dead, await letter.place.store.announced(DEAD_LETTERS, letter.id))


def read(letter: Letter, record: Record) -> Decoded | None:
    """None if this release cannot read it."""
    try:
        return decode(record, letter.place.orders)
    except UndecodableError:
        return None


def body(message: Decoded) -> str | None:
    """What the contracts know of it and nothing else: there personal fields are sealed, and stay so. What cannot be
    read may hold anything and is never shown."""
    if message.event is None:
        return None
    return json.dumps(json.loads(message.event.body()), ensure_ascii=False, indent=2)
