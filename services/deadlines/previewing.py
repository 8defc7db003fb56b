"""What a notice would move, before anybody approves it: counted as it will be, and nothing written."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from services.deadlines.domain.sheet import recount
from services.deadlines.store import CALENDARS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from chassis.mongo import Mongo
    from chassis.store import Store
    from services.deadlines.domain.clock import Terms
    from services.deadlines.domain.sheet import ClockSheet
    from services.deadlines.law import Law

MOST_LOOKED_AT = 20_000  # sheets; beyond it the figures say "at least"
MOST_SHOWN = 200  # moved dates with their matter
A_WHILE = 200  # sheets after which others get their turn


@dataclass(frozen=True, slots=True)
class Move:
    """One open limit that would end on another day, or on the same day for certain (`is_settled`)."""

    matter_id: str
    clock: str
    name: str
    unit: str | None
    was: date
    becomes: date

    @property
    def is_settled(self) -> bool:
        return self.was == self.becomes


@dataclass(slots=True)
class Preview:
    """`moved`: limits with another day; `settled`: those whose day is no longer provisional; `shown`: the first of the moved."""

    looked_at: int = 0
    moved: int = 0
    settled: int = 0
    whole: bool = True
    shown: list[Move] = field(default_factory=list)

    def note(self, sheet: ClockSheet, terms: Terms, now: datetime) -> None:
        self.looked_at += 1
        for move in moves_of(sheet, terms, now):
            if move.is_settled:
                self.settled += 1
                continue
            self.moved += 1
            if len(self.shown) < MOST_SHOWN:
                self.shown.append(move)


def moves_of(sheet: ClockSheet, terms: Terms, now: datetime) -> Iterator[Move]:
    """What other terms would change of a sheet's open limits."""
    before = {clock.key: clock for clock in sheet.clocks if clock.is_open}
    for after in recount(sheet, terms, now)[0].clocks:
        was = before.get(after.key)
        if was and (was.due_on, was.provisional) != (after.due_on, after.provisional):
            name = terms.table.rules[after.id].name_zh
            yield Move(sheet.matter_id, after.id, name, after.unit, was.due_on, after.due_on)


async def preview(mongo: Mongo, store: Store, law: Law, county: str, now: datetime) -> Preview | None:
    """What the notice that waits in a county would move; None: none waits."""
    document = (await store.get(CALENDARS, [county])).get(county)
    calendar = document.state.preview(law.base) if document and document.state else None
    if calendar is None:
        return None
    seen = Preview()
    where = {"state.county": county, "state.is_open": True}
    async for row in mongo.stream(SHEETS.name, where, sort=[("_id", 1)], only={"state": 1}):
        if seen.looked_at == MOST_LOOKED_AT:
            seen.whole = False
            break
        sheet = SHEETS.load(row["state"])
        seen.note(sheet, replace(law.under(sheet.profile, county), calendar=calendar), now)
        if seen.looked_at % A_WHILE == 0:
            await asyncio.sleep(0)
    return seen
