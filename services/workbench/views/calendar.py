"""The work calendar of a year as twelve small months, the notices it rests on, and what a waiting one would move."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from services.workbench.views.parts import unit_name
from services.workbench.words import day_and_weekday, grouped, local, moment

if TYPE_CHECKING:
    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.readmodel import MatterView

REST, WORKED = "HOLIDAY", "MAKEUP_WORKDAY"
MOST_MOVES = 20  # moved dates on the page; their number is told in full


@dataclass(frozen=True, slots=True)
class Cell:
    number: str
    mark: str
    css: str


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of the year: its days off, and the days worked for it."""

    name: str
    off: str
    worked: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that nobody has approved yet; `is_own`: who looks at it has loaded it."""

    number: str
    what: str
    by: str
    is_own: bool
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True, slots=True)
class Move:
    title: str
    href: str
    groups: tuple[str, ...]
    duty: str
    whose: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    year: int
    years: tuple[int, ...]
    basis: str
    provisional: bool
    months: tuple[Month, ...]
    holidays: tuple[Holiday, ...]
    loaded: tuple[tuple[str, str], ...]
    waiting: Waiting | None


def calendar_page(
    told: Mapping[str, Any], year: int, user_id: str, now: datetime, words: Language
) -> CalendarPage:
    """The page of what deadlines tells of one year."""
    today = local(now).date()
    days = {date.fromisoformat(each["on"]): each for each in told["days"]}
    waiting = told.get("waiting")
    return CalendarPage(
        year=year,
        years=tuple(range(today.year - 1, today.year + 3)),
        basis=words.say("workdays.basis", notice=told["notice"]) if told["notice"] else "",
        provisional=bool(told["provisional"]),
        months=tuple(_month(year, month, days, today, words) for month in range(1, 13)),
        holidays=_holidays(told["days"], today, words),
        loaded=tuple((_what(each, words), _who(each, now, words)) for each in told["loaded"]),
        waiting=_waiting(waiting, user_id, now, words) if waiting else None,
    )


def _month(year: int, month: int, days: Mapping[date, Any], today: date, words: Language) -> Month:
    weeks = Calendar().monthdatescalendar(year, month)
    cells = tuple(tuple(_cell(on, month, days, today, words) for on in week) for week in weeks)
    return Month(words.say("workdays.month", n=month), cells)


def _cell(on: date, month: int, days: Mapping[date, Any], today: date, words: Language) -> Cell:
    if on.month != month:
        return Cell("", "", "")
    kind = days[on]["kind"] if on in days else ""
    rests = kind == REST or (on.weekday() > 4 and kind != WORKED)
    css = " ".join(
        name for name, holds in (("off", rests), ("last", kind == WORKED), ("now", on == today)) if holds
    )
    return Cell(str(on.day), words.say(f"workdays.mark_{kind}") if kind else "", css)


def _holidays(days: Any, today: date, words: Language) -> tuple[Holiday, ...]:  # noqa: ANN401 - deadlines' own JSON
    """In the order of their first day off; a name stands once."""
    rows = sorted(days, key=lambda each: (each["name"], each["on"]))
    found = []
    for name, group in groupby(rows, key=lambda each: each["name"]):
        own = list(group)
        off = [date.fromisoformat(each["on"]) for each in own if each["kind"] == REST]
        worked = [date.fromisoformat(each["on"]) for each in own if each["kind"] == WORKED]
        told = words.say("punctuation.list").join(day_and_weekday(on, today, words) for on in worked)
        first = off[0] if off else worked[0]
        found.append((first, Holiday(name, _span(off, today, words), told)))
    return tuple(holiday for _, holiday in sorted(found, key=lambda each: each[0]))


def _span(off: list[date], today: date, words: Language) -> str:
    if not off:
        return ""
    first, last = (day_and_weekday(on, today, words) for on in (off[0], off[-1]))
    if len(off) == 1:
        return first
    return words.say("workdays.span", first=first, last=last, n=len(off))


def _what(notice: Mapping[str, Any], words: Language) -> str:
    local_ = words.say("workdays.local") if notice["local"] else words.say("workdays.national")
    return words.say("workdays.what", year=notice["year"], notice=notice["notice"], kind=local_)


def _who(loaded: Mapping[str, Any], now: datetime, words: Language) -> str:
    at = moment(datetime.fromisoformat(loaded["approved_at"]), now, words)
    return words.say("workdays.who", proposed=loaded["proposed_by"], approved=loaded["approved_by"], at=at)


def _waiting(told: Mapping[str, Any], user_id: str, now: datetime, words: Language) -> Waiting:
    at = moment(datetime.fromisoformat(told["at"]), now, words)
    today = local(now).date()
    days = [{**each, "kind": each["nature"]} for each in told["days"]]
    return Waiting(
        told["notice"], _what(told, words), words.say("workdays.by", who=told["by_name"] or told["by"], at=at),
        told["by"] == user_id, _holidays(days, today, words),
    )  # fmt: skip


def moves(
    told: Mapping[str, Any],
    matters: Mapping[str, MatterView],
    now: datetime,
    directory: Directory,
    words: Language,
) -> tuple[Move, ...]:
    """The first of the limits that would end on another day."""
    today = local(now).date()
    found = []
    for each in told["shown"][:MOST_MOVES]:
        matter = matters.get(each["matter_id"])
        was, becomes = (date.fromisoformat(each[key]) for key in ("was", "becomes"))
        found.append(
            Move(
                matter.title if matter else "",
                f"/matters/{each['matter_id']}#kh" if matter else "",
                grouped(matter.number) if matter else (),
                each["name"],
                unit_name(each["unit"], directory, words),
                day_and_weekday(was, today, words),
                day_and_weekday(becomes, today, words),
            )
        )
    return tuple(found)
