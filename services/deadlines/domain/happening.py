"""What an event says that matters to clocks, and the marks it leaves on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from services.deadlines.domain.counting import CLOSING_TIME, SHANGHAI, local_day, start_of
from services.deadlines.domain.rows import CLOCK_EFFECTS, PER_ASSIGNMENT
from services.deadlines.domain.runs import Act, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.deadlines.domain.effects import Effect


class Used(Protocol):
    """What an import tells of the limit that an event of the past has started: so many days by the end of that day."""

    @property
    def days(self) -> int: ...
    @property
    def counted_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Happening:
    """`rows`: of the act, then those it drove. The moments default to when it occurred (`effects.Since`), the conditions
    are those of `effects.Condition`. `former`: the assignment for which what is void falls away, if another one begins.
    `about`: which one, where the matter may have several of a kind at once: the number of a question."""

    rows: tuple[str, ...]
    event_id: str
    seq: int
    occurred_at: datetime
    assignment_id: str | None = None
    unit: str | None = None
    former: str | None = None
    about: str | None = None
    received_at: datetime | None = None
    registered_at: datetime | None = None
    accepted_at: datetime | None = None
    deemed_at: datetime | None = None
    begun_at: datetime | None = None
    served_at: datetime | None = None
    until: date | None = None
    is_petition: bool = True
    may_object: bool = True
    is_simple: bool = False
    owes_report: bool = False
    is_ours: bool = True
    is_letter: bool = False
    days: int = 0
    used: Used | None = None

    @property
    def always(self) -> bool:
        return True

    @property
    def is_other_path(self) -> bool:
        return not self.is_petition

    @property
    def was_accepted(self) -> bool:
        return self.accepted_at is not None

    @property
    def enterable_at(self) -> datetime | None:
        if self.received_at is None or self.received_at.astimezone(SHANGHAI).time() < CLOSING_TIME:
            return self.received_at
        return start_of(local_day(self.received_at) + timedelta(days=1))

    @property
    def is_entered_later(self) -> bool:
        if self.received_at is None or self.registered_at is None:
            return False
        return local_day(self.received_at) < local_day(self.registered_at)

    @property
    def is_executed(self) -> bool:
        """Execution has begun with it, or has begun anew."""
        return not {"26", "26.2"}.isdisjoint(self.rows)


def marks_of(*happenings: Happening) -> tuple[Mark, ...]:
    """The marks that events leave on the clocks of their matter; none for rows without clocks."""
    return tuple(mark for each in happenings for mark in _marks(each))


def _marks(happening: Happening) -> tuple[Mark, ...]:
    known = (CLOCK_EFFECTS[row] for row in happening.rows if row in CLOCK_EFFECTS)
    effects = (effect for row in known for effect in row.effects)
    marks = tuple(_mark(effect, happening) for effect in effects if getattr(happening, effect.when))
    return (*marks, *_stood_still(marks, happening.used))


def _stood_still(marks: Iterable[Mark], used: Used | None) -> tuple[Mark, ...]:
    """The first limit that begins here has used fewer days than have gone by: for the rest it did not run (ADR 0027)."""
    begun = next((mark for mark in marks if mark.act is Act.START), None)
    if used is None or begun is None:
        return ()
    still = (used.counted_on - local_day(begun.at)).days - used.days
    if still <= 0:
        return ()
    first, last = begun.at + timedelta(days=1), begun.at + timedelta(days=still)
    return replace(begun, act=Act.PAUSE, at=first), replace(begun, act=Act.RESUME, at=last)


def _mark(effect: Effect, happening: Happening) -> Mark:
    ends_former = effect.act is Act.VOID and happening.former is not None
    share = happening.former if ends_former else happening.assignment_id
    return Mark(
        clock=effect.clock,
        act=effect.act,
        at=getattr(happening, effect.since) or happening.occurred_at,
        by=happening.event_id,
        seq=happening.seq,
        assignment_id=share if effect.clock in PER_ASSIGNMENT else happening.about,
        unit=happening.unit,
        days=happening.days if effect.act is Act.EXTEND else 0,
        until=happening.until if effect.dated else None,
        cause=effect.cause,
    )
