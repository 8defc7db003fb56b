"""All clocks of one matter: what happened to them, how they stand, and what is to be said at which instant.

The sheet keeps what happened as marks and derives the clocks from them, so that events may be heard in any
order and a change of calendar or rules is the same calculation again. What was said is kept with each clock;
what is told is the difference between what was said and what is true. So an act that happened in time takes a
breach back, however late it is heard, and an act that happened late never does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from services.deadlines.domain.clock import Clock, Running, standing
from services.deadlines.domain.facts import told, turned_at
from services.deadlines.domain.linked import SERVICE, linked
from services.deadlines.domain.runs import Act, Mark, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from services.deadlines.domain.clock import Terms
    from services.deadlines.domain.facts import ClockFact

Told = tuple["ClockSheet", tuple["ClockFact", ...]]


@dataclass(frozen=True, slots=True)
class ClockSheet:
    """One matter's clocks, and when something was last told of them.

    `number`: of the matter's first item. `edition`: of the work calendar by which they were counted last.
    `handlers`: whom routing has named to investigate, and `handled_in` the unit that did.
    `first_due_at`: the nearest end of what runs. `warned_at`: when a level was said last of what runs.
    """

    matter_id: str
    county: str
    profile: str
    number: str = ""
    marks: tuple[Mark, ...] = ()
    clocks: tuple[Clock, ...] = ()
    next_at: datetime | None = None
    told_at: datetime | None = None
    edition: int = 0
    is_open: bool = True
    first_due_at: datetime | None = None
    warned_at: datetime | None = None
    handlers: tuple[str, ...] = ()
    handled_in: str | None = None

    def counted_by(self, edition: int) -> ClockSheet:
        """The sheet, marked with the calendar it stands by, and with what still runs of it."""
        first_due_at = min((clock.due_at for clock in self.clocks if clock.presses), default=None)
        warned_at = max(
            (clock.said_until for clock in self.clocks if clock.presses and clock.said_until), default=None
        )
        is_open = any(clock.is_open for clock in self.clocks)
        return replace(self, edition=edition, is_open=is_open, first_due_at=first_due_at, warned_at=warned_at)

    def named_in(self, unit: str | None) -> tuple[str, ...]:
        """Who investigates for this unit; nobody where another one named them."""
        return self.handlers if unit is not None and unit == self.handled_in else ()

    def clock(self, id_: str, assignment_id: str | None = None) -> Clock | None:
        """The latest run of a clock."""
        runs = [c for c in self.clocks if c.id == id_ and c.assignment_id == assignment_id]
        return runs[-1] if runs else None

    def unit_of(self, assignment_id: str) -> str | None:
        """The unit of a share, as the first mark told that named it."""
        return next((m.unit for m in self.marks if m.assignment_id == assignment_id and m.unit), None)


def hear(sheet: ClockSheet, marks: Iterable[Mark], terms: Terms, now: datetime) -> Told:
    """What the marks change. Hearing alone neither warns nor finds anything missed but a late act."""
    new = tuple(marks)
    kept = dict.fromkeys((*sheet.marks, *new))
    ordered = tuple(sorted(kept, key=lambda m: (m.at, m.seq, m.clock, m.assignment_id or "", m.act, m.by)))
    touched = {mark.clock for mark in new}
    return _settled(
        replace(sheet, marks=ordered),
        terms,
        now,
        lambda clock: not _is_done_with(clock, touched),
        touched,
        is_tick=False,
    )


def heeded(sheet: ClockSheet, marks: Collection[Mark], terms: Terms) -> tuple[Mark, ...]:
    """The marks worth keeping: an act on a clock that never began, says nothing, for a matter's own events come in order.

    A pause with a cause waits for its clock, and the begin of service may be heard before the issue.
    """
    begun = {m.clock for m in sheet.marks} | {m.clock for m in marks if m.act is Act.START}
    return tuple(
        m
        for m in marks
        if terms.table.running(m.clock) and (m.clock in begun or m.cause or m.clock == SERVICE)
    )


def recount(sheet: ClockSheet, terms: Terms, now: datetime) -> Told:
    """What another work calendar changes, of limits that are over as of those that run."""
    same_until = _same_until(sheet, terms)
    if all(clock.due_on < same_until for clock in sheet.clocks):
        return sheet, ()
    return _settled(sheet, terms, now, lambda _: False, is_tick=False)


def tick(sheet: ClockSheet, terms: Terms, now: datetime) -> Told:
    """What is due to be said by now: the strongest of several warnings, once; after an outage in the order in which it was due."""

    def is_due(clock: Clock) -> bool:
        return clock.next_at is not None and clock.next_at <= now

    after, facts = _settled(sheet, terms, now, is_due, is_tick=True)
    return after, tuple(sorted(facts, key=turned_at))


def _settled(
    sheet: ClockSheet, terms: Terms, now: datetime, asked: Callable[[Clock], bool], acted: Collection[str] = (), *, is_tick: bool
) -> Told:  # fmt: skip
    """The sheet with those clocks counted again that are `asked` for, were `acted` on, or are reached by a newer work calendar."""
    known = {clock.key: clock for clock in sheet.clocks}
    same_until = _same_until(sheet, terms)
    again = {clock.key for clock in sheet.clocks if clock.due_on >= same_until or asked(clock)}
    ids = {id_ for id_, _, __ in again}.union(acted)
    clocks: list[Clock] = [clock for clock in sheet.clocks if clock.id not in ids]
    facts: list[ClockFact] = []
    for running in running_clocks(sheet, terms, ids):
        before = after = known.get(running.key)
        if after is None or running.key in again:
            after = standing(running, before, terms, now, is_tick=is_tick)
            facts += told(before, after)
        clocks.append(after)
    clocks.sort(key=lambda clock: (clock.id, clock.assignment_id or "", clock.cycle))
    next_at = min((clock.next_at for clock in clocks if clock.next_at), default=None)
    return replace(sheet, clocks=tuple(clocks), next_at=next_at), tuple(facts)


def _same_until(sheet: ClockSheet, terms: Terms) -> date:
    """A limit that ends before this day ends there under the calendar in force too. What happened to the service of a text may
    move the end of the limit that its issue kept: if that is reached, everything is."""
    same_until = terms.calendar.same_until(sheet.edition)
    served = any(clock.id == SERVICE and clock.due_on >= same_until for clock in sheet.clocks)
    return date.min if served else same_until


def _is_done_with(clock: Clock, touched: set[str]) -> bool:
    """It has ended, and nothing new was heard of it: most clocks of a matter, most of the time. An end that a restored sheet
    only has from what was told is derived anew."""
    return clock.ended_by is not None and clock.id not in touched and SERVICE not in touched


def running_clocks(sheet: ClockSheet, terms: Terms, ids: Collection[str] | None = None) -> Iterator[Running]:
    """Every run of every clock that the marks have started, or of these alone, in the order of the table and of time."""
    wanted = (
        None
        if ids is None or any(mark.clock == SERVICE for mark in sheet.marks)
        else _and_followed(ids, terms)
    )
    found = linked(tuple(_runs(sheet, terms, wanted)), terms.calendar)
    return (each for each in found if ids is None or each.rule.id in ids)


def _and_followed(ids: Collection[str], terms: Terms) -> Collection[str]:
    """These clocks, and those whose end they take; what is served late or in time concerns any clock."""
    return {*ids, *(rule.default_as for id_ in ids if (rule := terms.table.rules[id_]).default_as)}


def _runs(sheet: ClockSheet, terms: Terms, ids: Collection[str] | None) -> Iterator[Running]:
    of_clock: dict[str, list[Mark]] = {}
    for mark in sheet.marks:
        if ids is None or mark.clock in ids:
            of_clock.setdefault(mark.clock, []).append(mark)
    for id_, marks in sorted(of_clock.items()):
        rule = terms.table.running(id_)
        if rule is None:
            continue
        started = {m.assignment_id for m in marks if m.act is Act.START}
        for assignment_id in sorted(started, key=lambda key: key or ""):
            own = (m for m in marks if _concerns(m, assignment_id))
            for cycle, run in enumerate(runs_of(own), 1):
                yield Running(rule, assignment_id, cycle, run)


def _concerns(mark: Mark, assignment_id: str | None) -> bool:
    return mark.assignment_id == assignment_id or (mark.assignment_id is None and mark.act is not Act.START)
