"""What a person is told of limits that come near or were missed: one digest each working morning, the urgent at once.

Nothing is sent while people sleep: a digest is read, and stands until the next one. It is found by what was said of which
sheets since the last working morning, so its cost follows what was said. Who has read it, says so once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Kind
from chassis.ids import derived
from services.deadlines.announce import clock_id
from services.deadlines.domain.clocks import Level
from services.deadlines.domain.counting import local_day
from services.deadlines.mine import mine
from services.deadlines.store import SHEETS, WITHOUT_MARKS
from services.deadlines.warnings import telling

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chassis.identity import Principal
    from chassis.mongo import Mongo
    from services.deadlines.domain.clock import Clock
    from services.deadlines.domain.sheet import ClockSheet
    from services.deadlines.law import Law
    from services.deadlines.mine import Asker

MOST = 1000  # sheets that one digest is made of
KEPT = 31  # days of which it is remembered that they were read
STRONGEST_FIRST = (Level.BLACK, Level.RED, Level.YELLOW, Level.BLUE)


@dataclass(frozen=True, slots=True)
class Warned:
    """One limit that has reached a level; `stands_for`: the absent colleague for whom the reader is told."""

    matter_id: str
    number: str
    clock_id: str
    clock: str
    name: str
    unit: str | None
    owner_role: str
    level: str
    started_at: datetime
    due_at: datetime
    due_on: date
    overdue_days: int
    said_at: datetime
    handlers: tuple[str, ...] = ()
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """`day`: of its morning. `urgent`: what was said after that morning and cannot wait for the next."""

    day: date
    at: datetime
    rows: list[Warned]
    urgent: list[Warned]
    read_at: datetime | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Reader:
    """Which mornings' digests a person has read."""

    person: str
    county: str
    read: dict[str, datetime] = field(default_factory=dict)


READERS: Kind[Reader] = Kind("readers", Reader, kept=True)


def reader_id(caller: Principal) -> str:
    return f"{caller.county}:{derived('reader', caller.id)}"


async def digest(mongo: Mongo, law: Law, who: Asker, now: datetime, reader: Reader | None) -> Digest:
    """The digest of the last working morning, the strongest first and in each the nearest."""
    caller = who.caller
    calendar = law.calendar(caller.county) or law.base
    morning = telling().morning(now, calendar)
    before = telling().before(morning, calendar)
    where: dict[str, Any] = {"state.county": caller.county, "state.warned_at": {"$gt": before}}
    if caller.unit:
        where["state.clocks.unit"] = caller.unit
    found = await mongo.find(
        SHEETS.name, where, sort=[("state.warned_at", -1)], limit=MOST + 1, only=WITHOUT_MARKS
    )
    said = [row for each in found[:MOST] for row in _warned(SHEETS.load(each["state"]), law, who, now)]
    said.sort(key=lambda row: (STRONGEST_FIRST.index(Level(row.level)), row.due_at, row.matter_id))
    day = local_day(morning)
    return Digest(
        day, morning, [row for row in said if before < row.said_at <= morning],
        [row for row in said if row.said_at > morning and Level(row.level) in telling().at_once],
        reader.read.get(day.isoformat()) if reader else None, len(found) <= MOST,
    )  # fmt: skip


def _warned(sheet: ClockSheet, law: Law, who: Asker, now: datetime) -> Iterator[Warned]:
    """The limits of one sheet of which the reader is told."""
    table = law.under(sheet.profile, sheet.county).table
    for clock in sheet.clocks:
        rule = table.rules[clock.id]
        if not (clock.said_until and clock.presses):
            continue
        posts = telling().told(clock, rule)
        whose = mine(sheet, clock, posts, _held(clock, posts, who.caller), who)
        if whose is not None and (who.caller.unit is None or clock.unit == who.caller.unit):
            yield Warned(
                sheet.matter_id, sheet.number, clock_id(sheet.matter_id, clock), clock.id, rule.name_zh, clock.unit,
                rule.owner_role, clock.level, clock.started_at, clock.due_at, clock.due_on, clock.overdue_days(local_day(now)), clock.said_until,
                sheet.named_in(clock.unit), whose,
            )  # fmt: skip


def _held(clock: Clock, posts: frozenset[str], caller: Principal) -> frozenset[str]:
    """Of the posts that are told, the caller's: people of a unit hear of their own unit's limits, the office of every unit's."""
    if caller.unit is not None and clock.unit != caller.unit:
        return frozenset()
    in_unit = caller.unit is not None
    return frozenset(post for post in posts & caller.roles if post.startswith("unit_") == in_unit)


def read(reader: Reader | None, caller: Principal, day: date, now: datetime) -> Decision[Reader]:
    """The person has read the digest of that day; a day that has no digest yet cannot be read."""
    if day > local_day(now):
        return Refused("NO_DIGEST_YET", "这一天的提醒还没有形成。")
    known = reader or Reader(caller.id, caller.county)
    if day.isoformat() in known.read:
        return Changed(known)
    days = sorted((*known.read.items(), (day.isoformat(), now)))[-KEPT:]
    return Changed(replace(known, read=dict(days)))
