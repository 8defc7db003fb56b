"""One clock as it stands: what the law says of its run, and what has been said of it so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from services.deadlines.domain.clocks import Kind, Level
from services.deadlines.domain.counting import (
    MILLISECOND,
    Counting,
    Limit,
    Unit,
    due_date,
    given_date,
    local_day,
    no_later,
)
from services.deadlines.domain.explanation import Counted
from services.deadlines.domain.levels import turns
from services.deadlines.domain.runs import Ending

if TYPE_CHECKING:
    from services.deadlines.domain.calendar import WorkCalendar
    from services.deadlines.domain.clocks import ClockRule, ClockTable
    from services.deadlines.domain.levels import Turn
    from services.deadlines.domain.runs import Run


class State(StrEnum):
    """BREACHED still runs, and only a duty can be; LAPSED is the end of everything else that was not used."""

    RUNNING = "RUNNING"
    BREACHED = "BREACHED"
    STOPPED = "STOPPED"
    VOID = "VOID"
    LAPSED = "LAPSED"


@dataclass(frozen=True, slots=True)
class Terms:
    """By what clocks are judged: the table under the matter's profile, the work calendar, and the grace.

    Nothing is called missed before `grace` has gone by, for an act done in time may be heard after the limit.
    """

    table: ClockTable
    calendar: WorkCalendar
    grace: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The n-th run (`cycle`) of a clock of the table, for the matter or for one assignment.

    `missed_at` is the first moment that was too late, once it is certain or said; a late act never erases it.
    `said_until`: all that was due by then has been said. `next_at`: when there is something to say again.
    """

    id: str
    assignment_id: str | None = None
    cycle: int
    unit: str | None = None
    started_at: datetime
    started_by: str
    nominal_on: date
    due_at: datetime
    rolled: bool
    provisional: bool
    extension: int = 0
    state: State = State.RUNNING
    level: Level = Level.GREEN
    paused_at: datetime | None = None
    held_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    missed_at: datetime | None = None
    said_until: datetime | None = None
    next_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str | None, int]:
        return self.id, self.assignment_id, self.cycle

    @property
    def due_on(self) -> date:
        return local_day(self.due_at)

    @property
    def over_at(self) -> datetime:
        """The first moment that is too late."""
        return self.due_at + MILLISECOND

    @property
    def is_open(self) -> bool:
        return self.state in (State.RUNNING, State.BREACHED)

    @property
    def presses(self) -> bool:
        """It runs, and neither a pause nor the service of a document holds it."""
        return self.is_open and self.paused_at is None and self.held_at is None

    def overdue_days(self, on: date) -> int:
        """Days after the limit at which a missed duty was done, or how many it is late on day `on`."""
        if self.missed_at is None or self.state is State.LAPSED:
            return 0
        last = local_day(self.ended_at) if self.ended_at else on
        return max(0, (last - self.due_on).days)


@dataclass(frozen=True, slots=True)
class Running:
    """One run of one row of the table, for the matter or for one assignment.

    `part_of`: the limit with which this one ends at the latest. `follows`: the one whose end is its own, as none was set.
    """

    rule: ClockRule
    assignment_id: str | None
    cycle: int
    run: Run
    part_of: Running | None = None
    follows: Running | None = None

    @property
    def key(self) -> tuple[str, str | None, int]:
        return self.rule.id, self.assignment_id, self.cycle

    def counted(self, calendar: WorkCalendar) -> Counted:
        """How the end is counted. An extension granted after the limit is void: the limit stands."""
        until = self.follows.counted(calendar).due.due_on if self.follows else self.run.until
        if until is not None:
            return _given(self.run, until)
        run, limit = self.run, self.rule.limit
        due = due_date(run.started_at, limit, calendar, run.pauses)
        if run.extended_at is not None and run.extended_at < due.over_at:
            limit = replace(limit, extension=run.extension)
            due = due_date(run.started_at, limit, calendar, run.pauses)
        if self.part_of is not None:
            whole = self.part_of.counted(calendar).due
            due = no_later(due, whole) if run.started_at < whole.over_at else due
        return Counted(run.started_at, limit, due, run.pauses)


def _given(run: Run, until: date) -> Counted:
    """A date that is set has no length; the days up to it are shown like those of any other limit."""
    days = max(0, (until - local_day(run.started_at)).days)
    limit = Limit(days, Unit.DAY, Counting.CALENDAR)
    return Counted(run.started_at, limit, given_date(run.started_at, until), run.pauses)


def standing(running: Running, before: Clock | None, terms: Terms, now: datetime, *, is_tick: bool) -> Clock:
    """How a run stands `now`, given what was said `before`; only a tick says what has become due."""
    run, rule = running.run, running.rule
    counted = running.counted(terms.calendar)
    due = counted.due
    course = turns(rule, counted, terms.calendar)
    is_due = is_tick and before is not None and before.next_at is not None and before.next_at <= now
    said_until = now if is_due else before.said_until if before else None
    said_if_over_by = now - terms.grace if is_tick else None
    missed_at = _missed_at(run, before, due.over_at, said_if_over_by, now)
    return Clock(
        id=rule.id, assignment_id=running.assignment_id, cycle=running.cycle, unit=run.unit if rule.is_owed_by_unit else None,
        started_at=run.started_at, started_by=run.started_by, nominal_on=due.nominal_on, due_at=due.due_at, rolled=due.rolled,
        provisional=due.provisional, extension=counted.limit.extension, state=_state(rule, run, missed_at),
        level=_level(rule, run, course, missed_at, said_until), paused_at=run.paused_at, held_at=run.held_at,
        ended_at=run.ended_at, ended_by=run.ended_by, missed_at=missed_at, said_until=said_until,
        next_at=None if missed_at else _next_at(run, course, said_until, terms.grace),
    )  # fmt: skip


def _missed_at(
    run: Run, before: Clock | None, over_at: datetime, said_if_over_by: datetime | None, now: datetime
) -> datetime | None:
    """A late act is certain; a missing act is said after the grace, and stays said while it is true."""
    done_at = run.ended_at or run.stayed_at
    if done_at is not None and done_at < over_at:
        return None
    was_said = before is not None and before.missed_at is not None and over_at <= now
    is_said = said_if_over_by is not None and over_at <= said_if_over_by
    return over_at if run.ended_at or was_said or is_said else None


def _state(rule: ClockRule, run: Run, missed_at: datetime | None) -> State:
    if run.ending is Ending.ANNULLED:
        return State.VOID
    if missed_at and rule.kind is not Kind.DUTY:
        return State.LAPSED
    if run.ending:
        return State.STOPPED if run.ending is Ending.STOPPED else State.VOID
    return State.BREACHED if missed_at else State.RUNNING


def _level(
    rule: ClockRule,
    run: Run,
    course: tuple[Turn, ...],
    missed_at: datetime | None,
    said_until: datetime | None,
) -> Level:
    if missed_at:
        return Level.BLACK if rule.kind is Kind.DUTY else Level.GREEN
    if run.ended_at:
        return Level.GREEN
    said = [turn.signal.level for turn in course[:-1] if said_until and turn.at <= said_until]
    return said[-1] if said else Level.GREEN


def _next_at(
    run: Run, course: tuple[Turn, ...], said_until: datetime | None, grace: timedelta
) -> datetime | None:
    """When there is something to say of a limit that was not missed; the last turn is the moment after its end."""
    over_at = course[-1].at
    if run.ended_at or (run.stayed_at and run.stayed_at < over_at):
        return None
    return next((t.at for t in course[:-1] if said_until is None or t.at > said_until), over_at + grace)
