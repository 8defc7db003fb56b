"""Which event starts, stops, voids, holds, pauses or extends which clock.

These are the clock columns of the specification's transition tables, under the same row numbers, for the
clocks this release runs. Where the specification pauses and resumes C07 while the opinion is being served,
the act is a hold and its release (rule issue_and_serve). Where it starts C08, C07 is extended, for C08 runs
on from C07's unrolled last day. Row DL4 has no entry: C04 has already stopped at acceptance; nor have
EV3 and EV4, which the end of C24 brings about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from services.deadlines.domain.counting import local_day
from services.deadlines.domain.runs import Act, Mark

if TYPE_CHECKING:
    from datetime import datetime


class Since(StrEnum):
    """From which moment an act takes effect."""

    OCCURRED = "OCCURRED"
    RECEIVED = "RECEIVED"  # the item was received, before it was registered
    ACCEPTED = "ACCEPTED"  # leaving the simple road counts from the same acceptance
    EFFECTIVE = "EFFECTIVE"  # the opinion's issue, if its service was begun in time and succeeded


class Condition(StrEnum):
    ALWAYS = "ALWAYS"
    PETITION = "PETITION"  # only a claim on the petition path has 60 days
    MAY_OBJECT = "MAY_OBJECT"  # a designated unit may not object
    ACCEPTED = "ACCEPTED"  # the simple road is left after acceptance, not before


@dataclass(frozen=True, slots=True)
class Effect:
    act: Act
    clock: str
    since: Since = Since.OCCURRED
    when: Condition = Condition.ALWAYS


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a transition table, with the acts on clocks that its event stands for."""

    number: str
    event: str
    effects: tuple[Effect, ...]


class Used(Protocol):
    """What an import tells of the limit that an event of the past has started: so many days by the end of that day."""

    @property
    def days(self) -> int: ...
    @property
    def counted_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Happening:
    """What an event says that matters to clocks. The later instants default to when it occurred."""

    row: str
    event_id: str
    seq: int
    occurred_at: datetime
    assignment_id: str | None = None
    unit: str | None = None
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    effective_at: datetime | None = None
    is_petition: bool = True
    may_object: bool = True
    days: int = 0
    used: Used | None = None


def _start(clock: str, since: Since = Since.OCCURRED, when: Condition = Condition.ALWAYS) -> Effect:
    return Effect(Act.START, clock, since, when)


def _stop(clock: str, since: Since = Since.OCCURRED) -> Effect:
    return Effect(Act.STOP, clock, since)


def _void(*clocks: str) -> tuple[Effect, ...]:
    return tuple(Effect(Act.VOID, clock) for clock in clocks)


def _rows(numbers: str, event: str, *effects: Effect) -> tuple[Row, ...]:
    return tuple(Row(number, event, effects) for number in numbers.split())


OF_THE_MATTER = frozenset({"C02", "C24", "C45"})  # every other clock here belongs to one assignment
C05_START = _start("C05", when=Condition.MAY_OBJECT)
C07_START = _start("C07", when=Condition.PETITION)
ACCEPTED = (_stop("C04"), *_void("C05"))
OBJECTED = (_stop("C05"), Effect(Act.PAUSE, "C04"))
COMPLETED = (_stop("C07", Since.EFFECTIVE), _stop("C22", Since.EFFECTIVE))

CLOCK_EFFECTS: dict[str, Row] = {
    row.number: row
    for row in (
        *_rows("1", "ItemRegistered", _start("C02", Since.RECEIVED)),
        *_rows("4 4.2 4.3 4.4 4.5 45 6 6.2 6.3 5.2", "OutcomeDecided", _stop("C02")),
        *_rows("46.2", "Accepted", _stop("C02"), _start("C22")),
        *_rows("5", "Accepted", _stop("C02"), C07_START),
        *_rows("7", "Signed", _start("C04"), C05_START),
        *_rows("7.2", "ReceiptDeemed", _start("C04"), C05_START),
        *_rows("7.3", "Recalled", *_void("C04", "C05")),
        *_rows("8", "Objected", *OBJECTED),
        *_rows("9 9.2", "Returned", *_void("C04")),
        *_rows("10", "ObjectionRejected", Effect(Act.RESUME, "C04")),
        *_rows("11", "DisputeOpened", *_void("C05"), Effect(Act.PAUSE, "C04")),
        *_rows("12", "Designated", _stop("C02"), *_void("C04", "C05")),
        # The specification only starts C04 here, which does nothing to a clock that row 11 has paused.
        *_rows("12.2", "Designated", _stop("C02"), *_void("C04", "C05"), _start("C04")),
        *_rows("12.3", "ConsultationAgreed", _stop("C02"), *_void("C04", "C05")),
        *_rows("13", "Accepted", *ACCEPTED, C07_START),
        *_rows("13a", "Accepted", *ACCEPTED),
        *_rows("46", "Accepted", *ACCEPTED, _start("C22")),
        *_rows("14", "PathRouted", *ACCEPTED),
        *_rows("14.2", "PathRouted", *_void("C07", "C22")),
        *_rows("16", "PathRefused", _start("C07")),
        *_rows("19", "AgreementSigned", _stop("C07"), _stop("C22")),
        *_rows("21", "Extended", Effect(Act.EXTEND, "C07")),
        *_rows("22", "Suspended", Effect(Act.PAUSE, "C07")),
        *_rows("22.2 22.3", "Resumed", Effect(Act.RESUME, "C07")),
        *_rows("24", "OpinionIssued", Effect(Act.HOLD, "C07"), Effect(Act.HOLD, "C22")),
        *_rows("24.2", "Completed", *COMPLETED),
        *_rows("24.3", "ServiceMissed", Effect(Act.RELEASE, "C07"), Effect(Act.RELEASE, "C22")),
        *_rows("24b", "Completed", *COMPLETED),
        *_rows("25", "Withdrawn", _stop("C45"), *_void("C02", "C04", "C05", "C07", "C22")),
        *_rows("25.1", "WithdrawalRequested", _start("C45")),
        *_rows("25.2", "WithdrawalRevoked", *_void("C45")),
        *_rows("25.4", "WithdrawalOvertaken", *_void("C45")),
        *_rows("29 35.1", "RedoOrdered", C07_START),
        *_rows("36 36.2 36.3 36.4 36.5 41", "Reopened", C07_START),
        *_rows("36.8", "Rerouted", *_void("C07")),
        *_rows("42", "MatterMerged", *_void("C02", "C04", "C05", "C07", "C22")),
        *_rows("46.3", "SimpleRoadLeft", *_void("C22"), _start("C07", Since.ACCEPTED, Condition.ACCEPTED)),
        *_rows(
            "U1",
            "ImportUndone",
            *(Effect(Act.ANNUL, clock) for clock in ("C02", "C04", "C05", "C07", "C22", "C24", "C45")),
        ),
        *_rows("EV1", "EvaluationInvited", _start("C24")),
        *_rows("AS2", "AssignmentSigned", _start("C04"), C05_START),
        *_rows("AS3", "AssignmentObjected", *OBJECTED),
        *_rows("AS4", "AssignmentReturned", *_void("C04")),
        *_rows("AS5", "AssignmentConfirmed", Effect(Act.RESUME, "C04")),
        *_rows("AS6", "AssignmentAcknowledged", *ACCEPTED, C07_START),
        *_rows("AS7", "AssignmentAnswered", _stop("C07")),
        *_rows("AS8", "AssignmentAnswerReturned", C07_START),
        *_rows("AS10", "AssignmentRecalled", *_void("C04", "C05")),
        *_rows("AS11", "AssignmentClosed", *_void("C04", "C05", "C07")),
    )
}


def marks_of(happening: Happening) -> tuple[Mark, ...]:
    """The marks an event leaves on the clocks of its matter; none for a row without clocks."""
    row = CLOCK_EFFECTS.get(happening.row)
    if row is None:
        return ()
    marks = tuple(_mark(effect, happening) for effect in row.effects if _holds(effect.when, happening))
    return (*marks, *_stood_still(marks, happening.used))


def _stood_still(marks: tuple[Mark, ...], used: Used | None) -> tuple[Mark, ...]:
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
    return Mark(
        clock=effect.clock,
        act=effect.act,
        at=_at(effect.since, happening),
        by=happening.event_id,
        seq=happening.seq,
        assignment_id=None if effect.clock in OF_THE_MATTER else happening.assignment_id,
        unit=happening.unit,
        days=happening.days if effect.act is Act.EXTEND else 0,
    )


def _at(since: Since, happening: Happening) -> datetime:
    told = {
        Since.RECEIVED: happening.received_at,
        Since.ACCEPTED: happening.accepted_at,
        Since.EFFECTIVE: happening.effective_at,
    }
    return told.get(since) or happening.occurred_at


def _holds(condition: Condition, happening: Happening) -> bool:
    match condition:
        case Condition.PETITION:
            return happening.is_petition
        case Condition.MAY_OBJECT:
            return happening.may_object
        case Condition.ACCEPTED:
            return happening.accepted_at is not None
        case Condition.ALWAYS:
            return True
