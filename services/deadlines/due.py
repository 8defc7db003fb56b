"""What is due, for whom and by when: open limits out of the sheets, nearest first.

A limit is owed by a post (`owner_role` of the table), in a unit or in the county's office; where routing has named who
investigates, by those people (`mine.py`). What is held or paused is not due; what petitioners may do is nobody's duty.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from services.deadlines.announce import clock_id
from services.deadlines.domain.clock import State
from services.deadlines.domain.clocks import Kind
from services.deadlines.domain.counting import end_of, local_day
from services.deadlines.mine import mine
from services.deadlines.store import SHEETS, WITHOUT_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from chassis.identity import Principal
    from chassis.mongo import Mongo
    from services.deadlines.domain.clock import Clock, Terms
    from services.deadlines.domain.sheet import ClockSheet
    from services.deadlines.law import Law
    from services.deadlines.mine import Asker

MOST = 300  # sheets that one answer is made of; a page shows a hundred limits
OPEN = [State.RUNNING.value, State.BREACHED.value]


class Scope(StrEnum):
    """Whose limits: mine by name or by post, of my unit, of the whole county."""

    ME = "me"
    UNIT = "unit"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Asked:
    """`until`: the last day that is asked for; what is overdue is always in the answer. Empty words ask for all."""

    scope: Scope
    until: date
    level: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Owing:
    """One open limit with its matter; `handlers` are named, `stands_for` is the absent one for whom it is the asker's."""

    matter_id: str
    number: str
    clock_id: str
    clock: str
    name: str
    unit: str | None
    assignment_id: str | None
    owner_role: str
    started_at: datetime
    due_at: datetime
    due_on: date
    level: str
    provisional: bool
    overdue_days: int
    handlers: tuple[str, ...] = ()
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """`days` and `levels` count the rows; `whole` is false if there is more than one answer holds."""

    today: date
    rows: list[Owing] = field(default_factory=list)
    days: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    whole: bool = True


async def due(mongo: Mongo, law: Law, who: Asker, asked: Asked, now: datetime) -> Due:
    """Everything that the asker may see and asked for, the nearest first."""
    caller = who.caller
    end = end_of(asked.until)
    where: dict[str, Any] = {"state.county": caller.county, "state.first_due_at": {"$lte": end}}
    if caller.unit:
        its = {"unit": caller.unit, "state": {"$in": OPEN}, "due_at": {"$lte": end}}
        where |= {"state.clocks.unit": caller.unit, "state.clocks": {"$elemMatch": its}}
    found = await mongo.find(
        SHEETS.name, where, sort=[("state.first_due_at", 1)], limit=MOST + 1, only=WITHOUT_MARKS
    )
    sheets = [SHEETS.load(row["state"]) for row in found[:MOST]]
    rows = [row for sheet in sheets for row in owing(sheet, law, who, asked, now)]
    rows.sort(key=lambda row: (row.due_at, row.matter_id, row.clock))
    days = Counter(row.due_on.isoformat() for row in rows)
    levels = Counter(row.level for row in rows)
    return Due(local_day(now), rows, dict(days), dict(levels), len(found) <= MOST)


def owing(sheet: ClockSheet, law: Law, who: Asker, asked: Asked, now: datetime) -> Iterator[Owing]:
    """The limits of one sheet that were asked for."""
    terms = law.under(sheet.profile, sheet.county)
    for clock in sheet.clocks:
        if not (clock.presses and clock.due_on <= asked.until and _is_asked(clock, who.caller, asked, terms)):
            continue
        rule = terms.table.rules[clock.id]
        whose = _whose(sheet, clock, rule.owner_role, who)
        if whose is not None or asked.scope is not Scope.ME:
            yield Owing(
                sheet.matter_id, sheet.number, clock_id(sheet.matter_id, clock), clock.id, rule.name_zh, clock.unit, clock.assignment_id,
                rule.owner_role, clock.started_at, clock.due_at, clock.due_on, clock.level, clock.provisional,
                clock.overdue_days(local_day(now)), sheet.named_in(clock.unit), whose or "",
            )  # fmt: skip


def _is_asked(clock: Clock, caller: Principal, asked: Asked, terms: Terms) -> bool:
    rule = terms.table.rules[clock.id]
    if rule.kind is Kind.RIGHT_WINDOW or (caller.unit and clock.unit != caller.unit):
        return False
    return asked.level in ("", clock.level) and asked.clock in ("", clock.id)


def _whose(sheet: ClockSheet, clock: Clock, post: str, who: Asker) -> str | None:
    """A post of the same name may exist in a unit and in the office."""
    own_side = clock.unit is None or who.caller.unit is not None
    held = {post} if own_side and who.caller.may(post) else ()
    return mine(sheet, clock, {post}, held, who)
