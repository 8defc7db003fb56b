"""Where the window finds matters: one document each, asked for by the conditions of a worklist."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from chassis.documents import Kind
from chassis.personal import KEY_COPIES
from chassis.reference import COVER_COPIES
from lianjie_contracts.vocabulary import Channel
from services.workbench.conditions import PAGE, Condition, Is, Tally
from services.workbench.readmodel import GROUP_FROM, LetterTrail, MatterView
from services.workbench.words import COUNTED_TO
from services.workbench.worklists import Order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from chassis.mongo import Mongo
    from chassis.mongo_store import MongoStore
    from lianjie_contracts.cover import Cover

# Each begins with what a list asks for and goes on in the list's own order, so that neither a page of it nor its count
# costs more on a long list than on a short one; `restricted` at the end lets a count answer from the index alone.
MATTERS: Kind[MatterView] = Kind(
    "matters", MatterView,
    indexes=(
        ("county", "state", "sort_at", "received_at", "restricted", "unscreened"), ("county", "open", "sort_at", "received_at", "restricted"),
        ("standing", "sort_at", "received_at", "restricted"), ("units", "open", "sort_at", "received_at", "restricted"),
        ("county", "state", "-received_at", "restricted"), ("standing", "-received_at", "restricted"),
        ("county", "-received_at"), ("numbers",), ("registered_by", "-registered_at"),
        ("people", "open", "sort_at", "received_at", "restricted"),
    ),
    by_arrival=("timeline", "heard_at"),
)  # fmt: skip

LETTER_TRAILS: Kind[LetterTrail] = Kind("letter_trails", LetterTrail)


SORTS: Mapping[Order, list[tuple[str, int]]] = {
    Order.LIMIT: [("state.sort_at", 1), ("state.received_at", 1)],
    Order.RECENT: [("state.received_at", -1)],
    Order.OLDEST: [("state.received_at", 1)],
}


class Matters(Protocol):
    """What the pages ask for, in the order of the list."""

    async def get(self, matter_id: str) -> MatterView | None: ...

    async def by_number(self, number: str) -> MatterView | None: ...

    async def find(self, conditions: Sequence[Condition], page: int, order: Order) -> list[MatterView]: ...

    async def count(self, conditions: Sequence[Condition]) -> int: ...

    async def tally(self, conditions: Sequence[Condition]) -> Tally: ...

    async def wrapped_key(self, key_id: str) -> str | None: ...

    async def covers(self, organ: str) -> tuple[Cover, ...]: ...


@dataclass(frozen=True, slots=True)
class MongoMatters:
    """See Matters; the lists read without the history, which only the page of one matter shows."""

    mongo: Mongo
    store: MongoStore

    async def get(self, matter_id: str) -> MatterView | None:
        document = (await self.store.get(MATTERS, [matter_id])).get(matter_id)
        return document.state if document else None

    async def by_number(self, number: str) -> MatterView | None:
        rows = await self.mongo.find(
            MATTERS.name, {"state.numbers": number}, sort=[("state.open", -1)], limit=1
        )
        return MATTERS.load(rows[0]["state"]) if rows else None

    async def find(self, conditions: Sequence[Condition], page: int, order: Order) -> list[MatterView]:
        rows = await self.mongo.find(
            MATTERS.name, asked(conditions), sort=SORTS[order], limit=PAGE, skip=PAGE * (page - 1),
            only={"state.timeline": 0, "state.deliveries": 0},
        )  # fmt: skip
        return [MATTERS.load(row["state"]) for row in rows]

    async def count(self, conditions: Sequence[Condition]) -> int:
        """Up to one more than is counted to: beyond that the page says "999+"."""
        pipeline: list[dict[str, Any]] = [
            {"$match": asked(conditions)},
            {"$limit": COUNTED_TO + 1},
            {"$count": "n"},
        ]
        rows = await self.mongo.aggregate(MATTERS.name, pipeline)
        return int(rows[0]["n"]) if rows else 0

    async def tally(self, conditions: Sequence[Condition]) -> Tally:
        group = {"$sum": {"$cond": [{"$gte": ["$state.headcount", GROUP_FROM]}, 1, 0]}}
        unsure = {"$sum": {"$cond": ["$state.unsure", 1, 0]}}
        urgent = {"$sum": {"$cond": [{"$in": ["$state.urgency", ["MAJOR", "URGENT"]]}, 1, 0]}}
        each = {"_id": "$state.channel", "n": {"$sum": 1}, "group": group, "unsure": unsure, "urgent": urgent}
        some: list[dict[str, Any]] = [{"$match": asked(conditions)}, {"$limit": COUNTED_TO + 1}]
        rows = await self.mongo.aggregate(MATTERS.name, [*some, {"$group": each}])
        return summed(
            (Channel(row["_id"]), row["n"], row["group"], row["unsure"], row["urgent"]) for row in rows
        )

    async def wrapped_key(self, key_id: str) -> str | None:
        copy = (await self.store.get(KEY_COPIES, [key_id])).get(key_id)
        return copy.state.wrapped if copy and copy.state else None

    async def covers(self, organ: str) -> tuple[Cover, ...]:
        copy = (await self.store.get(COVER_COPIES, [organ])).get(organ)
        return copy.state.covers if copy and copy.state else ()


def summed(rows: Iterable[tuple[Channel, int, int, int, int]]) -> Tally:
    """Counts per channel put together, in the order of the vocabulary."""
    by_channel = {channel: counts for channel, *counts in rows}
    order = [channel for channel in Channel if channel in by_channel]
    return Tally(
        total=sum(by_channel[c][0] for c in order),
        channels={c: by_channel[c][0] for c in order},
        group=sum(by_channel[c][1] for c in order),
        unsure=sum(by_channel[c][2] for c in order),
        urgent=sum(by_channel[c][3] for c in order),
    )


def asked(conditions: Collection[Condition]) -> Mapping[str, Any]:
    """The conditions as the database understands them."""
    return {"$and": [_asked(condition) for condition in conditions]} if conditions else {}


def _asked(condition: Condition) -> dict[str, Any]:
    field, value = f"state.{condition.field}", condition.value
    match condition.is_:
        case Is.EITHER | Is.ALL:
            each = [_asked(part) for part in value]  # type: ignore[attr-defined]
            return {"$or" if condition.is_ is Is.EITHER else "$and": each}
        case Is.ONE_OF:
            return {field: {"$in": list(value)}}  # type: ignore[call-overload]
        case Is.HAS:
            return {field: value}
        case Is.NOT:
            return {field: {"$ne": value}}
        case Is.BEFORE:
            return {field: {"$lt": value}}
        case Is.FROM:
            return {field: {"$gte": value}}
        case Is.CONTAINS:
            return {field: {"$regex": re.escape(str(value))}}
        case Is.ENDS:
            return {field: {"$regex": re.escape(str(value)) + "$"}}
