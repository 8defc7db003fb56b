"""The limits of one matter, each with how its date came about: a calendar with the count, and the steps in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import ClockKind
from services.workbench.clockchip import Chip, Level, chip, is_workday, level_of
from services.workbench.readmodel import ClockState
from services.workbench.views.parts import duty_name, unit_name
from services.workbench.words import day, day_and_weekday, local

if TYPE_CHECKING:
    from datetime import datetime

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import ClockView, MatterView

WEEKS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the calendar: its number, what it counts as, and its classes."""

    number: str
    mark: str
    css: str


@dataclass(frozen=True, slots=True)
class Card:
    """One limit on the matter page. Only a running one that is owed opens with its calendar."""

    id: str
    duty: str
    whose: str
    chip: Chip
    until: str
    weeks: tuple[tuple[Cell, ...], ...]
    caption: str
    steps: tuple[str, ...]
    basis: str
    provisional: bool
    open: bool


def cards(
    matter: MatterView, user: User, now: datetime, directory: Directory, language: Language
) -> tuple[Card, ...]:
    """Running duties first, one's own before others', nearest first; then rights; then what is over."""
    clocks = sorted(matter.clocks.values(), key=lambda clock: _rank(clock, user, now))
    first = next((clock.id for clock in clocks if clock.runs and clock.kind is ClockKind.DUTY), "")
    return tuple(_card(clock, now, directory, language, open_=clock.id == first) for clock in clocks)


def _rank(clock: ClockView, user: User, now: datetime) -> tuple[int, bool, float]:
    level = level_of(clock, now)
    group = 2 if level is Level.DONE else 1 if level is Level.RIGHT else 0
    return (
        group,
        bool(user.unit) and clock.unit != user.unit,
        clock.due_at.timestamp() if clock.due_at else 0.0,
    )


def _card(clock: ClockView, now: datetime, directory: Directory, language: Language, *, open_: bool) -> Card:
    over = clock.state in {ClockState.STOPPED, ClockState.VOID}
    weeks = _weeks(clock, now, language) if clock.due_at and not over else ()
    due = local(clock.due_at).date() if clock.due_at else None
    return Card(
        id=clock.id,
        duty=duty_name(clock, language),
        whose=unit_name(clock.unit, directory, language),
        chip=chip(clock, now, language),
        until=language.say("clock.until", day=day_and_weekday(due, local(now).date(), language))
        if due and not over
        else "",
        weeks=weeks,
        caption=language.say("calendar.caption", duty=duty_name(clock, language)),
        steps=clock.explanation,
        basis=clock.basis,
        provisional=clock.provisional,
        open=open_,
    )


def _weeks(clock: ClockView, now: datetime, language: Language) -> tuple[tuple[Cell, ...], ...]:
    """The weeks that end with the one of the last day; the first week as well while it is still near."""
    assert clock.due_at is not None
    due = local(clock.due_at).date()
    monday = due - timedelta(days=due.weekday() + 7 * (WEEKS - 1))
    days = [monday + timedelta(days=n) for n in range(7 * WEEKS)]
    cells = [_cell(clock, on, local(now).date(), days[0], language) for on in days]
    return tuple(tuple(cells[7 * week : 7 * week + 7]) for week in range(WEEKS))


def _cell(clock: ClockView, on: date, today: date, first: date, language: Language) -> Cell:
    assert clock.due_at is not None
    due = local(clock.due_at).date()
    number = f"{on.month}/{on.day}" if on.day == 1 or on == first else str(on.day)
    rest = not is_workday(clock, on) and (on <= due or bool(clock.rest_days))
    nominal = clock.nominal_on or due
    classes = ["off"] if rest else []
    if on == today:
        classes.append("now")
    if on == nominal and on != due:
        classes.append("last")
    if on == due:
        classes.append("end")
    return Cell(number, _mark(clock, on, due, nominal, language, rest=rest), " ".join(classes))


def _mark(clock: ClockView, on: date, due: date, nominal: date, language: Language, *, rest: bool) -> str:
    started = local(clock.started_at).date() if clock.started_at else due
    if on == due:
        return language.say("calendar.due")
    if on > due or on < started:
        return language.say("calendar.rest") if rest and on > due else ""
    if on == started:
        return language.say("calendar.start")
    if on > nominal:
        return language.say("calendar.rolled")
    if clock.length_unit == "wd":
        n = sum(is_workday(clock, started + timedelta(days=i)) for i in range(1, (on - started).days + 1))
        return language.say("calendar.rest") if rest else language.say("calendar.nth", n=n)
    return language.say("calendar.nth", n=(on - started).days)


def last_day(clock: ClockView, now: datetime, language: Language) -> str:
    return day(local(clock.due_at).date(), local(now).date(), language) if clock.due_at else ""
