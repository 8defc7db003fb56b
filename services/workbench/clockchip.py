"""What one limit looks like: the sector of time used, the words of what is left, and only then a colour."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import ClockKind, ClockLevel
from services.workbench.readmodel import ClockState, ClockView
from services.workbench.words import day, local

if TYPE_CHECKING:
    from services.workbench.language import Language


class Level(StrEnum):
    """The class of the chip; CALM has none."""

    CALM = ""
    HALF = "half"
    NEAR = "near"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    STOP = "stop"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Chip:
    """`css` and `words` make the chip, `under` the line below it; `filled` levels are those that shout."""

    level: Level
    css: str
    words: str
    under: str


LOUDER = (Level.CALM, Level.HALF, Level.NEAR, Level.DUE, Level.LATE)
# What deadlines says with the whole work calendar stands above what the page can count for itself.
ANNOUNCED = {
    ClockLevel.BLUE: Level.HALF,
    ClockLevel.YELLOW: Level.NEAR,
    ClockLevel.RED: Level.DUE,
    ClockLevel.BLACK: Level.LATE,
}
ANSWER = "C04"  # the one limit that stands still for an objection and not for the service of a document
SHORT = 3  # a limit of that many working days turns red only on its last day (correction 9)


def chip(clock: ClockView, now: datetime, language: Language) -> Chip:
    """The chip of one limit at one instant."""
    level = level_of(clock, now)
    sector = "" if level in {Level.LATE, Level.DONE, Level.RIGHT} else f"u{eighths(clock, now)}"
    css = " ".join(part for part in ("clock", level.value, sector) if part)
    return Chip(level, css, _words(clock, level, now, language), _under(clock, now, language))


def level_of(clock: ClockView, now: datetime) -> Level:
    """Calm, half used, near (3 days or a fifth left), due (a working day left), late; never less than was announced."""
    if clock.state in {ClockState.STOPPED, ClockState.VOID}:
        return Level.DONE
    if clock.state is ClockState.HELD:
        return Level.STOP
    if clock.kind is not ClockKind.DUTY or clock.state is ClockState.LAPSED:
        return Level.RIGHT
    if clock.due_at is None:
        return Level.CALM
    if now > clock.due_at or clock.state is ClockState.BREACHED:
        return Level.LATE
    return max(_by_time(clock, now), ANNOUNCED.get(clock.level, Level.CALM), key=LOUDER.index)


def used(clock: ClockView, now: datetime) -> float:
    """The share of the time that is gone, from 0 to 1."""
    if clock.started_at is None or clock.due_at is None or clock.due_at <= clock.started_at:
        return 0.0
    return min(max((now - clock.started_at) / (clock.due_at - clock.started_at), 0.0), 1.0)


def eighths(clock: ClockView, now: datetime) -> int:
    """The sector: 1 to 8, full only on the last day."""
    if clock.due_at and local(now).date() >= local(clock.due_at).date():
        return 8
    return min(max(math.ceil(used(clock, now) * 8), 1), 7)


def days_left(clock: ClockView, now: datetime) -> int:
    """Calendar days until the last day; negative afterwards."""
    return (local(clock.due_at).date() - local(now).date()).days if clock.due_at else 0


def workdays_left(clock: ClockView, now: datetime) -> int:
    """Working days after today, the last day included."""
    today = local(now).date()
    return sum(is_workday(clock, today + timedelta(days=n)) for n in range(1, days_left(clock, now) + 1))


def is_workday(clock: ClockView, on: date) -> bool:
    """By the rest days that came with the limit; without them by the week, and by what rolling off proves."""
    if clock.rest_days:
        return on not in clock.rest_days
    due = local(clock.due_at).date() if clock.due_at else None
    if on == due:
        return True
    rolled_off = clock.rolled and due and clock.nominal_on and clock.nominal_on <= on < due
    return on.weekday() < 5 and not rolled_off


def _by_time(clock: ClockView, now: datetime) -> Level:
    if _is_due(clock, now):
        return Level.DUE
    if _is_near(clock, now):
        return Level.NEAR
    return Level.HALF if used(clock, now) >= 0.5 else Level.CALM


def _is_short(clock: ClockView) -> bool:
    return clock.length_unit == "wd" and clock.length <= SHORT


def _is_due(clock: ClockView, now: datetime) -> bool:
    return days_left(clock, now) == 0 or (not _is_short(clock) and workdays_left(clock, now) <= 1)


def _is_near(clock: ClockView, now: datetime) -> bool:
    return not _is_short(clock) and (days_left(clock, now) <= 3 or used(clock, now) >= 0.8)


def _words(clock: ClockView, level: Level, now: datetime, language: Language) -> str:
    left = days_left(clock, now)
    if clock.state is ClockState.VOID:
        return language.say("clock.void")
    if level is Level.DONE:
        return _done(clock, language)
    if level is Level.STOP:
        return language.say("clock.paused" if clock.clock == ANSWER else "clock.held")
    if level is Level.LATE:
        return language.say("clock.late", days=max(-left, 1))
    if clock.state is ClockState.LAPSED or (level is Level.RIGHT and left < 0):
        return language.say("clock.lapsed")
    if left == 0:
        return language.say("clock.last_day" if level is Level.RIGHT else "clock.today")
    if clock.length_unit == "wd":
        return language.say("clock.workdays", days=workdays_left(clock, now))
    return language.say("clock.days", days=left)


def _done(clock: ClockView, language: Language) -> str:
    if clock.met is False:
        return language.say("clock.done_late", days=max(clock.overdue_days, 1))
    if not clock.started_at or not clock.stopped_at:
        return language.say("clock.done")
    days = (local(clock.stopped_at).date() - local(clock.started_at).date()).days
    return language.say("clock.done_in", days=days) if days else language.say("clock.done_same_day")


def _under(clock: ClockView, now: datetime, language: Language) -> str:
    if not clock.due_at:
        return ""
    due, today = local(clock.due_at).date(), local(now).date()
    if level_of(clock, now) is Level.LATE:
        return language.say("clock.was_due", day=day(due, today, language))
    if due == today and clock.rolled and clock.nominal_on:
        return language.say("clock.rolled_from", day=day(clock.nominal_on, today, language))
    return day(due, today, language)
