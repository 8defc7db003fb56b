"""Figures, counted by the database over facts at the moment of asking."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.mongo import Mongo
from lianjie_contracts.vocabulary import ClockKind
from services.analytics.domain.definitions import RATES, VOLUMES, Over, RateDefinition, Who
from services.analytics.domain.periods import Month
from services.analytics.domain.rates import Rate
from services.analytics.domain.volumes import Group, volume
from services.analytics.scope import Scope
from services.analytics.store import CLOCK_FACTS, MATTER_FACTS

Pipeline = Sequence[Mapping[str, Any]]
CATEGORY = {"$substrCP": ["$state.category", 0, 2]}  # the first level
ITEMS_ALIKE = {
    "channel": "$state.items.channel", "category": CATEGORY,
    "is_repeat": "$state.items.is_repeat", "is_group": "$state.items.is_group",
}  # fmt: skip
DISPATCHES_ALIKE = {"mode": "$state.dispatches.mode"}


@dataclass(frozen=True, slots=True)
class Question:
    """Whose figures, of which month, as of when."""

    scope: Scope
    month: Month
    now: datetime

    @property
    def at(self) -> datetime:
        """The end of the month, or this moment while it lasts."""
        return min(self.now, self.month.ends_at)


async def volumes(mongo: Mongo, asked: Question) -> dict[str, Any]:
    """Every volume under its field; `items` is the sum over all channels."""
    items, dispatches, stock = await asyncio.gather(
        mongo.aggregate(MATTER_FACTS.name, items_alike(asked)),
        mongo.aggregate(MATTER_FACTS.name, dispatches_alike(asked)),
        stocks(mongo, asked),
    )
    groups = {
        Over.ITEMS: [Group(row["_id"], row["times"], row["times"], row["heads"]) for row in items],
        Over.DISPATCHES: [Group(row["_id"], row["times"], row["items"]) for row in dispatches],
    }
    counted = {d.field: volume(d, groups[d.over]) for d in VOLUMES if d.over in groups}
    return {"items": sum(group.items for group in groups[Over.ITEMS]), **counted, **stock}


async def rates(mongo: Mongo, asked: Question) -> list[tuple[RateDefinition, dict[str | None, Rate]]]:
    """Each rate with its rows by unit (None: the office). A unit is not asked for what its office owes."""
    wanted = [d for d in RATES if not (asked.scope.unit and d.of is Who.COUNTY)]
    counted = await asyncio.gather(*(mongo.aggregate(CLOCK_FACTS.name, due_clocks(asked, d)) for d in wanted))
    return [
        (d, {row["_id"].get("unit"): Rate(row["met"], row["due"]) for row in rows})
        for d, rows in zip(wanted, counted, strict=True)
    ]


async def stocks(mongo: Mongo, asked: Question) -> dict[str, int]:
    """V11: what is open, how much of it is late, and what was accepted and ended within the month."""
    fields = ("open", "overdue", "accepted", "completed", "closed")
    wanted = await asyncio.gather(*(stock(mongo, asked, field) for field in fields))
    counts = await asyncio.gather(*(mongo.count(MATTER_FACTS.name, where) for where in wanted))
    return dict(zip(fields, counts, strict=True))


async def stock(mongo: Mongo, asked: Question, field: str) -> dict[str, Any]:
    """Which matters are meant."""
    if field == "open":
        return _open(asked)
    if field == "overdue":
        late = await mongo.aggregate(
            CLOCK_FACTS.name, [{"$match": _late(asked)}, {"$group": {"_id": "$state.matter_id"}}]
        )
        return {"_id": {"$in": [row["_id"] for row in late]}, **_open(asked)}
    span = {"$gte": asked.month.begins_at, "$lt": asked.month.ends_at}
    if field == "accepted":
        return {**asked.scope.where(), "state.accepted_at": span}
    return {**asked.scope.where(), "state.ended_at": span, f"state.{field}_at": {"$exists": True}}


def items_alike(asked: Question) -> Pipeline:
    return [
        *items_within(asked),
        {"$group": {"_id": ITEMS_ALIKE, "times": {"$sum": 1}, "heads": {"$sum": "$state.items.headcount"}}},
    ]


def dispatches_alike(asked: Question) -> Pipeline:
    items = {"$sum": "$state.dispatches.items"}
    return [
        *dispatches_within(asked),
        {"$group": {"_id": DISPATCHES_ALIKE, "times": {"$sum": 1}, "items": items}},
    ]


def items_within(asked: Question) -> Pipeline:
    """One row per item received in the month."""
    return _each(asked, "items")


def dispatches_within(asked: Question) -> Pipeline:
    return _each(asked, "dispatches")


def _each(asked: Question, of: str) -> Pipeline:
    in_month = {f"state.{of}.month": asked.month.text}
    return [
        {"$match": {**asked.scope.where(), **in_month}},
        {"$unwind": f"$state.{of}"},
        {"$match": in_month},
    ]


def due_within(asked: Question, definition: RateDefinition) -> dict[str, Any]:
    """The clocks a rate is about; see ClockFact.standing, which says the same of one."""
    return {
        **asked.scope.where(), "state.clock": definition.clock, "state.due_month": asked.month.text,
        "state.due_at": {"$lte": asked.now}, "state.void": False, "state.held": False,
    }  # fmt: skip


def due_clocks(asked: Question, definition: RateDefinition) -> Pipeline:
    met = {"$sum": {"$cond": ["$state.met", 1, 0]}}
    by = {"unit": "$state.unit"} if definition.of is Who.UNIT else {}
    return [
        {"$match": due_within(asked, definition)},
        {"$group": {"_id": by, "met": met, "due": {"$sum": 1}}},
        {"$sort": {"_id.unit": 1}},
    ]


def _open(asked: Question) -> dict[str, Any]:
    not_ended = [{"state.ended_at": None}, {"state.ended_at": {"$gte": asked.at}}]
    return {**asked.scope.where(), "state.opened_at": {"$lt": asked.month.ends_at}, "$or": not_ended}


def _late(asked: Question) -> dict[str, Any]:
    """Clocks by which some authority of the county is late. One that was met has never been late."""
    not_stopped = [{"state.stopped_at": None}, {"state.stopped_at": {"$gte": asked.at}}]
    return {
        "state.county": asked.scope.county, "state.met": False, "state.due_at": {"$lt": asked.at},
        "state.kind": ClockKind.DUTY, "state.void": False, "state.held": False, "$or": not_stopped,
    }  # fmt: skip
