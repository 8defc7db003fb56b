"""What is behind a figure: the matters it was counted from, each with its share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.mongo import Mongo
from services.analytics import counting
from services.analytics.counting import Pipeline, Question
from services.analytics.domain.definitions import Counts, Over, RateDefinition, VolumeDefinition
from services.analytics.store import CLOCK_FACTS, MATTER_FACTS

BY_CHANNEL_OR_CATEGORY = {"channel": "state.items.channel", "category": "state.category"}


@dataclass(frozen=True, slots=True)
class Page:
    skip: int
    limit: int


@dataclass(frozen=True, slots=True)
class Behind:
    """`total` matters or clocks; `rows` are one page of them. The shares of all rows add up to the figure."""

    total: int
    rows: Sequence[Mapping[str, Any]]


async def behind_rate(
    mongo: Mongo, asked: Question, definition: RateDefinition, met: bool | None, page: Page
) -> Behind:
    """The clocks that were due; `met` asks for one side only. The latest missed come first."""
    where = counting.due_within(asked, definition) | ({} if met is None else {"state.met": met})
    rows = await mongo.find(
        CLOCK_FACTS.name, where, sort=[("state.met", 1), ("state.due_at", 1), ("_id", 1)],
        skip=page.skip, limit=page.limit,
    )  # fmt: skip
    numbers = await _item_numbers(mongo, [row["state"]["matter_id"] for row in rows])
    shown = [_clock(row, numbers) for row in rows]
    return Behind(await mongo.count(CLOCK_FACTS.name, where), shown)


async def behind_volume(
    mongo: Mongo, asked: Question, definition: VolumeDefinition, value: str | None, page: Page
) -> Behind:
    """The matters of a volume; `value` asks for one value of a distribution."""
    paged = [{"$sort": {"_id": 1}}, {"$skip": page.skip}, {"$limit": page.limit}]
    shares = await _shares(mongo, asked, definition, value)
    [counted] = await mongo.aggregate(
        MATTER_FACTS.name, [*shares, {"$facet": {"rows": paged, "total": [{"$count": "n"}]}}]
    )
    numbers = await _item_numbers(mongo, [row["_id"] for row in counted["rows"]])
    rows = [
        {"matter_id": row["_id"], "item_nos": numbers.get(row["_id"], []), "share": row["share"]}
        for row in counted["rows"]
    ]
    return Behind(sum(total["n"] for total in counted["total"]), rows)


async def _shares(mongo: Mongo, asked: Question, definition: VolumeDefinition, value: str | None) -> Pipeline:
    """One row per matter, with how much of the figure is its own."""
    if definition.over is Over.MATTERS:
        where = await counting.stock(mongo, asked, definition.field)
        return [{"$match": where}, {"$project": {"share": {"$literal": 1}}}]
    of = f"state.{definition.over.value}"
    each = (
        counting.items_within(asked) if definition.over is Over.ITEMS else counting.dispatches_within(asked)
    )
    only: dict[str, Any] = {f"{of}.{name}": wanted for name, wanted in definition.only}
    if definition.by and value is not None:
        name = BY_CHANNEL_OR_CATEGORY[definition.by]
        only[name] = value if definition.by == "channel" else {"$regex": f"^{value or '$'}"}
    of_dispatch = f"${of}.items" if definition.over is Over.DISPATCHES else 1
    share = {Counts.HEADS: f"${of}.headcount", Counts.ITEMS: of_dispatch}.get(definition.counts, 1)
    return [*each, {"$match": only}, {"$group": {"_id": "$_id", "share": {"$sum": share}}}]


async def _item_numbers(mongo: Mongo, matter_ids: Sequence[str]) -> dict[str, list[str]]:
    rows = await mongo.find(
        MATTER_FACTS.name, {"_id": {"$in": list(set(matter_ids))}}, only={"state.items.item_no": 1}
    )
    return {row["_id"]: [item["item_no"] for item in row["state"].get("items", ())] for row in rows}


def _clock(row: Mapping[str, Any], numbers: Mapping[str, list[str]]) -> dict[str, Any]:
    state = row["state"]
    return {
        "matter_id": state["matter_id"], "item_nos": numbers.get(state["matter_id"], []), "clock_id": row["_id"],
        "unit": state.get("unit"), "due_at": state["due_at"], "stopped_at": state.get("stopped_at"), "met": state["met"],
        "share": 1,
    }  # fmt: skip
