"""All clocks of one matter: what happened to them, how they stand, and what is to be said at which instant.

The sheet keeps what happened as marks and derives the clocks from them, so that events may be heard in any
order and a change of calendar or rules is the same calculation again. What was said is kept with each clock;
what is told is the difference between what was said and what is true. So an act that happened in time takes a
breach back, however late it is heard, and an act that happened late never does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from services.deadlines.domain.clock import Clock, Running, standing
from services.deadlines.domain.facts import told
from services.deadlines.domain.runs import Act, Mark, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from services.deadlines.domain.clock import Terms
    from services.deadlines.domain.facts import ClockFact

Told = tuple["ClockSheet", tuple["ClockFact", ...]]


@dataclass(frozen=True, slots=True)
class ClockSheet:
    """One matter's clocks, and when something was last told of them.

    `edition`: of the work calendar by which they were counted last.
    """

    matter_id: str
    county: str
    profile: str
    marks: tuple[Mark, ...] = ()
    clocks: tuple[Clock, ...] = ()
    next_at: datetime | None = None
    told_at: datetime | None = None
    edition: int = 0
    is_open: bool = True

    def counted_by(self, edition: int) -> ClockSheet:
        """The sheet, marked with the calendar it stands by, and whether a clock of it still runs."""
        return replace(self, edition=edition, is_open=any(clock.is_open for clock in self.clocks))

    def clock(self, id_: str, assignment_id: str | None = None) -> Clock | None:
        """The latest run of a clock."""
        runs = [c for c in self.clocks if c.id == id_ and c.assignment_id == assignment_id]
        return runs[-1] if runs else None


def hear(sheet: ClockSheet, marks: Iterable[Mark], terms: Terms, now: datetime) -> Told:
    """What the marks change. Hearing alone neither warns nor finds anything missed but a late act."""
    kept = dict.fromkeys((*sheet.marks, *marks))
    ordered = tuple(sorted(kept, key=lambda m: (m.at, m.seq, m.clock, m.assignment_id or "", m.act, m.by)))
    return _settled(replace(sheet, marks=ordered), terms, now, is_tick=False)


def recount(sheet: ClockSheet, terms: Terms, now: datetime) -> Told:
    """What another work calendar or table changes."""
    return hear(sheet, (), terms, now)


def tick(sheet: ClockSheet, terms: Terms, now: datetime) -> Told:
    """What is due to be said by now: the strongest of several warnings, once."""
    return _settled(sheet, terms, now, is_tick=True)


def _settled(sheet: ClockSheet, terms: Terms, now: datetime, *, is_tick: bool) -> Told:
    known = {clock.key: clock for clock in sheet.clocks}
    clocks: list[Clock] = []
    facts: list[ClockFact] = []
    for running in running_clocks(sheet, terms):
        before = known.get(running.key)
        after = standing(running, before, terms, now, is_tick=is_tick)
        clocks.append(after)
        facts += told(before, after)
    next_at = min((clock.next_at for clock in clocks if clock.next_at), default=None)
    return replace(sheet, clocks=tuple(clocks), next_at=next_at), tuple(facts)


def running_clocks(sheet: ClockSheet, terms: Terms) -> Iterator[Running]:
    """Every run of every clock that the marks have started, in the order of the table and of time."""
    started = {(m.clock, m.assignment_id) for m in sheet.marks if m.act is Act.START}
    for id_, assignment_id in sorted(started, key=lambda key: (key[0], key[1] or "")):
        if rule := terms.table.running(id_):
            marks = (m for m in sheet.marks if m.clock == id_ and _concerns(m, assignment_id))
            for cycle, run in enumerate(runs_of(marks), 1):
                yield Running(rule, assignment_id, cycle, run)


def _concerns(mark: Mark, assignment_id: str | None) -> bool:
    return mark.assignment_id == assignment_id or (mark.assignment_id is None and mark.act is not Act.START)
