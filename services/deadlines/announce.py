"""Which message tells of which fact about a clock: from the domain's facts to the events of the contracts.

The contracts have no event of their own yet for a limit that moved, resumed or was released: that is told by
its start again, under the same clock_id with the new date. A lapse taken back is told by what follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from chassis.ids import derived
from lianjie_contracts.base import Event as Said
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.events.clock_breach_withdrawn import ClockBreachWithdrawn
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_held import ClockHeld
from lianjie_contracts.events.clock_lapsed import ClockLapsed
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.clock_warned import ClockWarned
from lianjie_contracts.events.move_due import MoveDue
from lianjie_contracts.vocabulary import ClockKind, ClockLevel
from services.deadlines.domain import facts as told
from services.deadlines.domain.clock import Clock, Running, Terms
from services.deadlines.domain.clocks import ClockRule, Level
from services.deadlines.domain.explanation import rest_days
from services.deadlines.domain.sheet import ClockSheet, running_clocks
from services.deadlines.warnings import telling
from services.deadlines.words import words

IN_TIME = timedelta(hours=1)  # [D] within which a warning counts as said when it was due
Event = Callable[[told.ClockFact, Running | None, Terms, dict[str, Any]], ClockEvent]


def announced(
    sheet: ClockSheet, facts: Iterable[told.ClockFact], terms: Terms, now: datetime
) -> tuple[Said, ...]:
    """The events of facts about a sheet's clocks, in their order; behind an end, what it brings about."""
    facts = tuple(facts)
    # How a limit runs is only told with its dates: for the rest, what stands of it is enough.
    is_dated = any(EVENTS.get(type(fact)) is _started for fact in facts)
    running = {each.key: each for each in running_clocks(sheet, terms)} if is_dated else {}
    events: list[Said] = []
    for fact in facts:
        rule = terms.table.rules[fact.clock.id]
        if event := EVENTS.get(type(fact)):
            common = _common(sheet, fact.clock, rule, now)
            events.append(event(fact, running.get(fact.clock.key), terms, common))
        if isinstance(fact, told.ClockLapsed | told.ClockBreached) and rule.moves:
            events.append(_move_due(sheet, fact.clock, now))
    return tuple(events)


def _move_due(sheet: ClockSheet, clock: Clock, now: datetime) -> MoveDue:
    return MoveDue(
        occurred_at=now, matter_id=sheet.matter_id, county=sheet.county, clock=clock.id, started_at=clock.started_at,
        due_at=clock.due_at, assignment_id=clock.assignment_id,
    )  # fmt: skip


def clock_id(matter_id: str, clock: Clock) -> str:
    """The same for the same run of the same clock, whoever derives it."""
    return id_of_run(matter_id, clock.id, clock.assignment_id, clock.cycle)


def id_of_run(matter_id: str, clock: str, assignment_id: str | None, cycle: int) -> str:
    county = matter_id.partition(":")[0]
    return f"{county}:{derived('clock', matter_id, clock, assignment_id or '', str(cycle))}"


def _common(sheet: ClockSheet, clock: Clock, rule: ClockRule, now: datetime) -> dict[str, Any]:
    return {
        "occurred_at": now,
        "matter_id": sheet.matter_id,
        "county": sheet.county,
        "clock": clock.id,
        "clock_id": clock_id(sheet.matter_id, clock),
        "name": rule.name_zh,
        "kind": ClockKind(rule.kind.value),
        "unit": clock.unit,
        "assignment_id": clock.assignment_id,
        "profile": sheet.profile,
    }


def _started(
    fact: told.ClockFact, running: Running | None, terms: Terms, common: dict[str, Any]
) -> ClockEvent:
    assert running is not None, "what tells a date comes with its run"
    clock, counted = fact.clock, running.counted(terms.calendar)
    return ClockStarted(
        **common,
        started_at=clock.started_at,
        started_by=clock.started_by,
        nominal_on=clock.nominal_on,
        due_at=clock.due_at,
        rolled=clock.rolled,
        provisional=clock.provisional,
        length=counted.limit.total,
        length_unit=counted.limit.unit.value,
        basis=words().basis(clock.id),
        explanation=words().explanation(clock.id, counted),
        rest_days=rest_days(counted, terms.calendar),
    )


def _held(fact: told.ClockFact, _: Running | None, __: Terms, common: dict[str, Any]) -> ClockEvent:
    since = fact.clock.held_at or fact.clock.paused_at
    assert since is not None
    return ClockHeld(**common, held_from=since, paused=isinstance(fact, told.ClockPaused))


def _warned(fact: told.ClockFact, _: Running | None, terms: Terms, common: dict[str, Any]) -> ClockEvent:
    assert isinstance(fact, told.ClockWarned)
    since, now = fact.since, common["occurred_at"]
    late = since if since and now - since > IN_TIME else None
    return ClockWarned(
        **common,
        level=ClockLevel(fact.clock.level.value),
        due_at=fact.clock.due_at,
        late_since=late,
        tell_at=_tell_at(fact, fact.clock.level, terms, common),
    )


def _breached(fact: told.ClockFact, _: Running | None, terms: Terms, common: dict[str, Any]) -> ClockEvent:
    return ClockBreached(
        **common, due_at=fact.clock.due_at, tell_at=_tell_at(fact, Level.BLACK, terms, common)
    )


def _tell_at(fact: told.ClockFact, level: Level, terms: Terms, common: dict[str, Any]) -> datetime | None:
    """Nobody at work is told of what a petitioner may still do."""
    return telling().when(level, common["occurred_at"], terms.calendar) if fact.clock.presses else None


def _breach_withdrawn(
    fact: told.ClockFact, _: Running | None, __: Terms, common: dict[str, Any]
) -> ClockEvent:
    clock = fact.clock
    in_time = clock.ended_at or clock.held_at or clock.paused_at or clock.due_at
    return ClockBreachWithdrawn(**common, stopped_at=in_time, due_at=clock.due_at)


def _lapsed(fact: told.ClockFact, _: Running | None, __: Terms, common: dict[str, Any]) -> ClockEvent:
    return ClockLapsed(**common, due_at=fact.clock.due_at)


def _stopped(fact: told.ClockFact, _: Running | None, __: Terms, common: dict[str, Any]) -> ClockEvent:
    assert isinstance(fact, told.ClockStopped)
    at, due_at = fact.clock.ended_at, fact.clock.due_at
    assert at is not None
    met, days = fact.is_met, fact.overdue_days
    return ClockStopped(**common, stopped_at=at, due_at=due_at, met=met, overdue_days=days)


def _voided(fact: told.ClockFact, _: Running | None, __: Terms, common: dict[str, Any]) -> ClockEvent:
    return ClockVoided(**common, why=words().void(fact.clock.id))


EVENTS: dict[type[told.ClockFact], Event] = {
    told.ClockStarted: _started,
    told.ClockMoved: _started,
    told.ClockResumed: _started,
    told.ClockReleased: _started,
    told.ClockRestored: _started,
    told.ClockPaused: _held,
    told.ClockHeld: _held,
    told.ClockWarned: _warned,
    told.ClockBreached: _breached,
    told.BreachWithdrawn: _breach_withdrawn,
    told.ClockLapsed: _lapsed,
    told.ClockStopped: _stopped,
    told.ClockVoided: _voided,
}
