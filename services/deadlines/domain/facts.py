"""What is told about clocks: the difference between a clock as it stood and as it stands now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from services.deadlines.domain.clock import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.deadlines.domain.clock import Clock


@dataclass(frozen=True, slots=True)
class ClockFact:
    """`clock` is the clock after what is told."""

    clock: Clock


@dataclass(frozen=True, slots=True)
class ClockStarted(ClockFact):
    pass


@dataclass(frozen=True, slots=True)
class ClockMoved(ClockFact):
    """Another end than was told: an extension, a new work calendar, or an earlier start heard late."""

    was_due_at: datetime


@dataclass(frozen=True, slots=True)
class ClockPaused(ClockFact):
    pass


@dataclass(frozen=True, slots=True)
class ClockResumed(ClockFact):
    pass


@dataclass(frozen=True, slots=True)
class ClockRestored(ClockFact):
    """It had been stopped, which came to nothing: it runs to its original end."""


@dataclass(frozen=True, slots=True)
class ClockHeld(ClockFact):
    pass


@dataclass(frozen=True, slots=True)
class ClockReleased(ClockFact):
    """The hold is cancelled as if it had never been (row 24.3)."""


@dataclass(frozen=True, slots=True)
class ClockWarned(ClockFact):
    """The clock has reached its level; at GREEN it is the holder of a right who is reminded. `since`: when that was first to be
    said, or a weaker warning that nobody has heard."""

    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClockBreached(ClockFact):
    pass


@dataclass(frozen=True, slots=True)
class BreachWithdrawn(ClockFact):
    """The act had happened in time and was heard late, or the limit turned out to end later."""


@dataclass(frozen=True, slots=True)
class ClockLapsed(ClockFact):
    pass


@dataclass(frozen=True, slots=True)
class LapseWithdrawn(ClockFact):
    """The right had been used in time, which was heard late."""


@dataclass(frozen=True, slots=True)
class ClockStopped(ClockFact):
    is_met: bool
    overdue_days: int


@dataclass(frozen=True, slots=True)
class ClockVoided(ClockFact):
    pass


def turned_at(fact: ClockFact) -> datetime:
    """When that came true which only time brings about; of anything else: before all of it."""
    match fact:
        case ClockWarned(_, since) if since:
            return since
        case ClockBreached(clock) | ClockLapsed(clock):
            return clock.over_at
        case _:
            return datetime.min.replace(tzinfo=UTC)


def told(before: Clock | None, after: Clock) -> Iterator[ClockFact]:
    """What somebody must hear who knew `before`; in the order in which it makes sense to hear it."""
    if before is None:
        yield ClockStarted(after)
        before = _as_started(after)
    if before.missed_at and not after.missed_at:
        yield LapseWithdrawn(after) if before.state is State.LAPSED else BreachWithdrawn(after)
    yield from _course(before, after)
    if _is_warned(before, after):
        yield ClockWarned(after, before.next_at)
    if after.missed_at and not before.missed_at:
        yield ClockLapsed(after) if after.state is State.LAPSED else ClockBreached(after)
    if after.state is State.VOID and before.state is not State.VOID:
        yield ClockVoided(after)
    if after.state is State.STOPPED and before.state is not State.STOPPED:
        yield ClockStopped(after, after.missed_at is None, after.overdue_days(after.due_on))


def _as_started(clock: Clock) -> Clock:
    return replace(clock, state=State.RUNNING, paused_at=None, held_at=None, ended_at=None, missed_at=None)


def _course(before: Clock, after: Clock) -> Iterator[ClockFact]:
    if before.state is State.STOPPED and after.ended_at is None:
        yield ClockRestored(after)
    elif after.paused_at and not before.paused_at:
        yield ClockPaused(after)
    elif before.paused_at and not after.paused_at:
        yield ClockResumed(after)
    elif before.ended_at is None and _dates(before) != _dates(after):
        yield ClockMoved(after, before.due_at)
    if after.held_at and not before.held_at:
        yield ClockHeld(after)
    elif before.held_at and not after.held_at:
        yield ClockReleased(after)


def _is_warned(before: Clock, after: Clock) -> bool:
    """Once the limit is over there is nothing left to warn of: what follows is that it was missed."""
    if after.said_until is None or after.said_until == before.said_until:
        return False
    return after.state is State.RUNNING and after.said_until < after.over_at


def _dates(clock: Clock) -> tuple[datetime, datetime, bool]:
    return clock.started_at, clock.due_at, clock.provisional
