"""How sheets are brought forward after a restore: what was said from their own events, what happened from the matter's.

The marks are gathered before anything is decided again, so that the next tick tells what is not yet said, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from chassis.documents import Document, Kind
from chassis.hearing import Hears
from chassis.rolling import Rolls
from chassis.work import Heard, Work
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.events.clock_breach_withdrawn import ClockBreachWithdrawn
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_held import ClockHeld
from lianjie_contracts.events.clock_lapsed import ClockLapsed
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.clock_warned import ClockWarned
from lianjie_contracts.events.covers_published import CoversPublished
from lianjie_contracts.events.directory_published import DirectoryPublished
from lianjie_contracts.events.letter_step_taken import LetterStepTaken
from lianjie_contracts.events.session_moved import SessionMoved
from services.deadlines.announce import clock_id, id_of_run
from services.deadlines.domain.clock import Clock, State
from services.deadlines.domain.clocks import Level
from services.deadlines.domain.sheet import ClockSheet
from services.deadlines.store import SHEETS

OF_NO_MATTER = (CoversPublished, DirectoryPublished)


@dataclass(frozen=True)
class RolledSheets:
    """The handlers of routing's events leave the same marks here as they do when they hear them; what is of no matter leaves none."""

    hears: Collection[Hears]

    def rolls(self) -> tuple[Rolls[ClockSheet]]:
        also = {each.message: _its_matter for each in self.hears if each.message not in OF_NO_MATTER}
        return (Rolls(SHEETS, self.after, also=also, kin=_further),)

    async def after(self, sheet: ClockSheet | None, heard: Heard[Any]) -> ClockSheet | None:
        if isinstance(heard.event, ClockEvent):
            return said(sheet, heard.event)
        return await self._marked(sheet, heard) if sheet else None

    async def _marked(self, sheet: ClockSheet, heard: Heard[Any]) -> ClockSheet:
        handler = next(each.handler for each in self.hears if each.message is type(heard.event))
        work = Work(_Alone(sheet), heard.event.occurred_at, "lianjie/deadlines")
        await handler(_of_its_own(sheet, heard), work)
        after = await work.load(SHEETS, sheet.matter_id)
        if after is None:
            return sheet
        return replace(sheet, marks=after.marks, handlers=after.handlers, handled_in=after.handled_in)


def _its_matter(event: Any) -> str:  # noqa: ANN401 - every event of a matter names it, and a letter's its entry
    """Of a session, which has several, the first; the others are `_further`."""
    if isinstance(event, SessionMoved):
        return event.matters[0].matter_id
    if isinstance(event, LetterStepTaken):
        return event.entry.matter_id if event.entry else ""
    matter_id: str = event.matter_id
    return matter_id


def _of_its_own(sheet: ClockSheet, heard: Heard[Any]) -> Heard[Any]:
    """Without what a session decided on other matters: their sheets are not lent."""
    if not isinstance(heard.event, SessionMoved):
        return heard
    own = tuple(each for each in heard.event.decisions if each.matter_id == sheet.matter_id)
    return replace(heard, event=heard.event.model_copy(update={"decisions": own}))


def _further(sheet: ClockSheet, event: Any) -> Iterable[str]:  # noqa: ANN401 - any message heard
    """The other matters of a session, found once: beside its first."""
    if not isinstance(event, SessionMoved) or sheet.matter_id != event.matters[0].matter_id:
        return ()
    return [matter.matter_id for matter in event.matters[1:]]


@dataclass(frozen=True, slots=True)
class _Alone:
    """Lends one sheet to a handler; what it would announce is dropped."""

    sheet: ClockSheet

    async def get(self, kind: Kind[Any], ids: Collection[str]) -> dict[str, Document[Any]]:
        return {id_: Document(kind, id_, self.sheet) for id_ in ids} if kind is SHEETS else {}


def said(sheet: ClockSheet | None, event: ClockEvent) -> ClockSheet:
    """The sheet after one more fact was told of it; by no calendar, so that the next tick counts all of it again."""
    sheet = sheet or ClockSheet(event.matter_id, event.county, event.profile)
    clocks = {clock_id(sheet.matter_id, clock): clock for clock in sheet.clocks}
    clock = clocks.get(event.clock_id)
    if isinstance(event, ClockStarted):
        clocks[event.clock_id] = _started(clock, event)
    elif clock is not None and (told := _TOLD.get(type(event))):
        clocks[event.clock_id] = replace(clock, **told(clock, event))
    ordered = sorted(clocks.values(), key=lambda c: (c.id, c.assignment_id or "", c.cycle))
    return replace(
        sheet, clocks=tuple(ordered), told_at=event.occurred_at, next_at=event.occurred_at, edition=0
    )


def _started(clock: Clock | None, event: ClockStarted) -> Clock:
    """Begun; or, under an id that is known, moved, resumed, released or restored."""
    cycle = clock.cycle if clock else next(n for n in count(1) if _is_run(event, n))
    begun = clock or Clock(
        id=event.clock, assignment_id=event.assignment_id, cycle=cycle, unit=event.unit, started_at=event.started_at,
        started_by=event.started_by, nominal_on=event.nominal_on, due_at=event.due_at, rolled=event.rolled,
        provisional=event.provisional,
    )  # fmt: skip
    return replace(
        begun, started_at=event.started_at, started_by=event.started_by, nominal_on=event.nominal_on, due_at=event.due_at,
        rolled=event.rolled, provisional=event.provisional, paused_at=None, held_at=None, ended_at=None,
        state=State.RUNNING if begun.ended_at else begun.state,
    )  # fmt: skip


def _is_run(event: ClockStarted, cycle: int) -> bool:
    return id_of_run(event.matter_id, event.clock, event.assignment_id, cycle) == event.clock_id


_TOLD: Mapping[type[ClockEvent], Callable[[Clock, Any], dict[str, Any]]] = {
    ClockHeld: lambda _, event: {"paused_at" if event.paused else "held_at": event.held_from},
    ClockWarned: lambda _, event: {"level": Level(event.level.value), "said_until": event.occurred_at},
    ClockBreached: lambda clock, event: {
        "missed_at": clock.over_at, "state": State.BREACHED, "level": Level.BLACK, "said_until": event.occurred_at
    },
    ClockLapsed: lambda clock, event: {
        "missed_at": clock.over_at, "state": State.LAPSED, "level": Level.GREEN, "said_until": event.occurred_at
    },
    ClockBreachWithdrawn: lambda _, __: {"missed_at": None, "state": State.RUNNING, "level": Level.GREEN},
    ClockStopped: lambda clock, event: {
        "ended_at": event.stopped_at, "state": State.STOPPED, "missed_at": None if event.met else clock.over_at
    },
    ClockVoided: lambda _, event: {"ended_at": event.occurred_at, "state": State.VOID},
}  # fmt: skip
