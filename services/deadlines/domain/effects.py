"""What one row of a transition table does to clocks: which act, on which clock, from which moment, under which condition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from services.deadlines.domain.runs import Act


class Since(StrEnum):
    """From which moment an act takes effect: a field of the happening; one that it does not tell means when it occurred."""

    OCCURRED = "occurred_at"
    RECEIVED = "received_at"  # the item was received, before it was registered
    ENTERABLE = "enterable_at"  # what comes in after closing time is entered on the next working day
    REGISTERED = "registered_at"
    ACCEPTED = "accepted_at"  # leaving the simple road counts from the same acceptance
    DEEMED = "deemed_at"  # receipt is deemed for the end of the day on which one should have signed
    BEGUN = "begun_at"  # service was begun
    SERVED = "served_at"  # a text has really reached the petitioner, or publicly


class Condition(StrEnum):
    """When an effect holds: a field of the happening that must be true."""

    ALWAYS = "always"
    PETITION = "is_petition"  # only a claim on the petition path has 60 days
    OTHER_PATH = "is_other_path"
    MAY_OBJECT = "may_object"  # a designated unit may not object
    SIMPLE = "is_simple"
    ACCEPTED = "was_accepted"  # the simple road is left after acceptance, not before
    EXECUTED = "is_executed"  # the result supports a claim, so something must be carried out
    REPORTED = "owes_report"  # assigned, or instructed by a leader
    ASKED = "is_ours"  # an older system's petitioners are neither called back nor asked to rate
    BY_LETTER = "is_letter"
    ENTERED_LATER = (
        "is_entered_later"  # on the day of receipt nothing can be missed: the limit is not even told
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """`dated`: the end that the event names is the clock's. `cause`: what a pause is for, where several may last at once."""

    act: Act
    clock: str
    since: Since = Since.OCCURRED
    when: Condition = Condition.ALWAYS
    dated: bool = False
    cause: str = ""


Effects = tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a transition table, with the acts on clocks that its event stands for."""

    number: str
    event: str
    effects: Effects


def rows(numbers: str, event: str, *effects: Effects) -> tuple[Row, ...]:
    """Rows that do the same; their numbers are parted by spaces."""
    every = tuple(effect for some in effects for effect in some)
    return tuple(Row(number, event, every) for number in numbers.split())


def start(clocks: str, since: Since = Since.OCCURRED, when: Condition = Condition.ALWAYS) -> Effects:
    return _each(Act.START, clocks, since, when)


def start_dated(clock: str, when: Condition = Condition.ALWAYS) -> Effects:
    """Begins a limit whose end the event names."""
    return (Effect(Act.START, clock, when=when, dated=True),)


def stop(clocks: str, since: Since = Since.OCCURRED) -> Effects:
    return _each(Act.STOP, clocks, since)


def void(clocks: str) -> Effects:
    return _each(Act.VOID, clocks)


def pause(clocks: str, cause: str = "") -> Effects:
    return tuple(replace(effect, cause=cause) for effect in _each(Act.PAUSE, clocks))


def resume(clocks: str, cause: str = "") -> Effects:
    return tuple(replace(effect, cause=cause) for effect in _each(Act.RESUME, clocks))


def hold(clocks: str) -> Effects:
    """A text is issued: nothing is missed until its service is known (rule issue_and_serve)."""
    return _each(Act.HOLD, clocks)


def release(clocks: str) -> Effects:
    """The hold is cancelled as if it had never been."""
    return _each(Act.RELEASE, clocks)


def restore(clocks: str) -> Effects:
    return _each(Act.RESTORE, clocks)


def extend(clock: str) -> Effects:
    return _each(Act.EXTEND, clock)


def extend_to(clock: str) -> Effects:
    """More time, to the day that the event names."""
    return (Effect(Act.EXTEND, clock, dated=True),)


def annul(clocks: str) -> Effects:
    return _each(Act.ANNUL, clocks)


def _each(
    act: Act, clocks: str, since: Since = Since.OCCURRED, when: Condition = Condition.ALWAYS
) -> Effects:
    return tuple(Effect(act, clock, since, when) for clock in clocks.split())
