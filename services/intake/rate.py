"""How much is taken from people whom nobody knows, over all processes of one county: a flood is refused, and the refusal ends.

A count begins with the first of its kind and is over a while later, whatever was refused meanwhile. Who is counted stands
in the database as a keyed hash: an address is somebody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chassis.mongo import DeleteAll, Mongo
from chassis.personal import blind_index
from services.intake.capability import FrontDoor

TRIES = "tries"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Tries:
    """What strangers have tried of late, by what and by whom."""

    mongo: Mongo
    secret: bytes

    @classmethod
    def at(cls, door: FrontDoor) -> Tries:
        return cls(door.parts.mongo, door.registrar.secret)

    async def once_more(self, now: datetime, lasts: timedelta, *what: str) -> int:
        """How many there are of this with this one, since the first of them at most `lasts` ago."""
        return await self.mongo.count_within(TRIES, self._id(what), now, lasts)

    async def so_far(self, now: datetime, *each: tuple[str, ...]) -> tuple[int, ...]:
        """How many there are of each, without counting."""
        ids = [self._id(what) for what in each]
        rows = await self.mongo.find(TRIES, {"_id": {"$in": ids}, "until": {"$gt": now}})
        counted = {row["_id"]: int(row["n"]) for row in rows}
        return tuple(counted.get(id_, 0) for id_ in ids)

    def _id(self, what: tuple[str, ...]) -> str:
        return blind_index(self.secret, "tries", *what)


@dataclass(frozen=True, slots=True)
class Rate:
    """`most` of one thing a minute."""

    tries: Tries
    what: str
    most: int

    async def takes(self, now: datetime) -> bool:
        """Whether one more is taken."""
        return await self.tries.once_more(now, MINUTE, self.what) <= self.most


async def forget(mongo: Mongo, now: datetime) -> None:
    """What is over says nothing any more."""
    await mongo.bulk(TRIES, [DeleteAll({"until": {"$lte": now}})])
