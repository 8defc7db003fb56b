"""Every item leaves its trace: a job catches up with what was registered, and begins anew when the way of tracing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chassis.documents import Document
from chassis.mongo import Update
from chassis.mongo_store import whole_row
from chassis.service import Job, Parts
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import MatterClass
from services.intake.capability import FrontDoor
from services.intake.domain.item import Item
from services.intake.domain.numbers import LOCAL
from services.intake.people import accused_of, keys_of_all, opened, people_of
from services.intake.registrar import Registrar
from services.intake.repeats.likeness import Telling
from services.intake.repeats.shingles import VERSION, shingles
from services.intake.repeats.store import TRACES, Trace
from services.intake.settings import IntakeSettings
from services.intake.store import ITEMS

EVERY = 1.0  # seconds
AT_ONCE = 500  # items of one round
# An item may become visible a little after one that was registered later, in another process.
LOOK_BACK = timedelta(seconds=30)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def traced(registrar: Registrar, item: Item, wrapped: Mapping[str, str | None]) -> Trace:
    """What is kept of one item; `wrapped`: its people's data keys. An accusation keeps nobody."""
    event, secret = item.now, registrar.secret
    apart = event.matter_class == MatterClass.ACCUSATION
    today = event.registered_at.astimezone(LOCAL).date()
    people = () if apart else opened(registrar.persons, event, wrapped)
    told = telling_of(event)
    return Trace(
        VERSION, last_at(item), item.matter_id, keys_of_all(secret, people, today),
        accused_of(event) if apart else (), shingles(secret, told.line, told.rest, apart=apart),
    )  # fmt: skip


@dataclass(frozen=True)
class Tracing:
    """Of one county. Several processes doing it write the same."""

    door: FrontDoor

    async def catch_up(self) -> int:
        """Trace up to 500 items that have none, or an old one; those that changed longest ago first. How many there were."""
        parts = self.door.parts
        items = await parts.store.get(ITEMS, await self._untraced())
        states = {id_: item.state for id_, item in items.items() if item.state}
        wrapped = await wrapped_keys(self.door, states.values())
        traces = [
            Document(TRACES, id_, traced(self.door.registrar, item, wrapped), version=1)
            for id_, item in states.items()
        ]
        rows = [whole_row(trace, None) for trace in traces]
        writes = [Update({"_id": row["_id"]}, {"$set": row}, upsert=True) for row in rows]
        return await parts.mongo.bulk(TRACES.name, writes)

    async def _untraced(self) -> list[str]:
        mongo, by_time = self.door.parts.mongo, [("state.last_at", 1)]
        newest, this = [("state.last_at", -1)], {"state.version": VERSION}
        last = await mongo.find(TRACES.name, this, sort=newest, limit=1, only={"state.last_at": 1})
        since = last[0]["state"]["last_at"] - LOOK_BACK if last else BEGINNING
        where, page = {"state.last_at": {"$gte": since}}, 0
        while True:
            rows = await mongo.find(
                ITEMS.name, where, sort=by_time, only={"state.last_at": 1}, skip=page * AT_ONCE, limit=AT_ONCE
            )
            ids = [row["_id"] for row in rows]
            there = await mongo.find(TRACES.name, {"_id": {"$in": ids}, **this}, only={"state.last_at": 1})
            known = {row["_id"]: row["state"]["last_at"] for row in there}
            if missing := [row["_id"] for row in rows if known.get(row["_id"]) != row["state"]["last_at"]]:
                return missing
            if len(rows) < AT_ONCE:
                return []
            page += 1


async def wrapped_keys(door: FrontDoor, items: Iterable[Item]) -> dict[str, str | None]:
    """The data keys of everybody in these items; None for one that is destroyed."""
    return await door.registrar.persons.keys(someone for item in items for someone in people_of(item.now))


def telling_of(item: ItemRegistered) -> Telling:
    """What an item says, for comparing."""
    claims = (claim.text for claim in item.claims)
    return Telling(item.title, "\n".join((item.main_content, item.facts_reasons, *claims)))


def last_at(item: Item) -> datetime:
    """When an item last changed."""
    return item.last_at or item.registered.registered_at


async def trace_all(parts: Parts[IntakeSettings]) -> None:
    """One round; what is left waits for the next, so that the desk is served in between."""
    await Tracing(FrontDoor.of(parts)).catch_up()


JOB: Job[IntakeSettings] = Job("tracing", EVERY, trace_all)
