"""Why a parked record waits: what is missing, and where it got lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chassis.dead_letters import DEAD_LETTERS
from chassis.documents import Parked, Position
from chassis.mongo_store import PARKED
from chassis.recovering import BY_HAND
from deploy.stuck import owners
from deploy.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from deploy.stuck.places import Place, Places


@dataclass(frozen=True, slots=True)
class Stopped:
    """One stream that stands still in one service: its first parked record, and how many wait behind it."""

    place: Place
    subject: str
    seq: int
    count: int
    since: datetime
    waiting_for: str


async def stopped(places: Iterable[Place], county: str | None = None) -> list[Stopped]:
    """Longest waiting first."""
    where = {"subject": {"$regex": rf"^\w+:{county}:"}} if county else {}
    group = {
        "_id": "$subject", "seq": {"$first": "$seq"}, "count": {"$sum": 1}, "since": {"$min": "$since"},
        "waiting_for": {"$first": "$waiting_for"},
    }  # fmt: skip
    pipeline: list[dict[str, Any]] = [
        {"$match": where},
        {"$sort": {"subject": 1, "seq": 1}},
        {"$group": group},
    ]
    all_ = [
        Stopped(place, row["_id"], row["seq"], row["count"], row["since"], row["waiting_for"])
        for place in places
        for row in await place.mongo.aggregate(PARKED, pipeline)
    ]
    return sorted(all_, key=lambda each: each.since)


async def stream(place: Place, subject: str) -> tuple[Position, list[Parked]]:
    """How far the service has heard it, and what of it waits."""
    async with place.store.batch() as tx:
        positions = await tx.positions([subject])
        return positions.get(subject) or Position(subject), await tx.parked([subject])


async def why(places: Places, place: Place, subject: str, seq: int, waiting_for: str) -> str:
    """One sentence."""
    if waiting_for == "fork":
        return say("parked_because_fork", service=place.name, subject=subject)
    position, _ = await stream(place, subject)
    if waiting_for == BY_HAND or (seq == position.seq + 1 and waiting_for.startswith("seq:")):
        return say("parked_because_due")
    if waiting_for.startswith("seq:"):
        return await _missing(places, place, subject, position.seq + 1)
    awaited, _ = await stream(place, waiting_for)
    if owners.owner(places.system, waiting_for) is None or (awaited.seq and not awaited.forked):
        return say("parked_because_fact", fact=waiting_for)
    return await _missing(places, place, waiting_for, awaited.seq + 1)


async def _missing(places: Places, place: Place, subject: str, seq: int) -> str:
    """Where number `seq` of that stream is, seen from this service."""
    at = {"state.subject": subject, "state.seq": seq, "state.open": True}
    facts: dict[str, object] = {"subject": subject, "seq": seq}
    for row in await place.mongo.find(DEAD_LETTERS.name, at, only={"_id": 1}, limit=1):
        return say("parked_because_letter", letter=row["_id"], **facts)
    for row in await place.mongo.find(PARKED, {"subject": subject, "seq": seq}, only={"waiting_for": 1}):
        return say("parked_because_parked", fact=row["waiting_for"], **facts)
    owned = owners.owner(places.system, subject)
    owner = owned[0].name if owned else "?"
    told = await owners.at(places.system, subject, seq)
    if told is None:
        return say("parked_because_never", owner=owner, **facts)
    if told.record is None:
        return say("parked_because_unsent", owner=owner, **facts)
    return say("parked_because_unheard", owner=owner, place=told.record.place, **facts)
