"""A limit runs, or runs to another day: kept with the matter, if a condition of this service asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chassis.documents import Kind
from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.events.clock_started import ClockStarted
from services.routing.domain.beside import Window
from services.routing.domain.matter import Matter
from services.routing.domain.windows import ASKED_FOR, OUTLASTING, with_duty, with_window
from services.routing.store import MATTERS


async def on_clock_started(heard: Heard[ClockStarted], work: Work) -> None:
    if concerns(heard.event):
        matter = await matter_of(work, heard.event)
        await work.save(MATTERS, matter.matter_id, timed(matter, heard.event))


def timed(matter: Matter, event: ClockEvent) -> Matter:
    """The matter with this limit, if it is asked for; or with this duty, as long as it runs."""
    if event.clock in OUTLASTING:
        return with_duty(matter, event.clock_id, runs=isinstance(event, ClockStarted))
    if event.clock in ASKED_FOR and isinstance(event, ClockStarted):
        window = Window(event.clock, event.started_at, event.due_at, event.assignment_id, event.nominal_on)
        return with_window(matter, window)
    return matter


async def matter_of(work: Work, event: ClockEvent) -> Matter:
    matter = await work.load(MATTERS, event.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{event.matter_id}")
    return matter


def concerns(event: ClockEvent) -> bool:
    return event.clock in ASKED_FOR | OUTLASTING


def its_matter(event: ClockEvent) -> Iterable[tuple[Kind[Any], str]]:
    """Nothing is loaded for the limits that nobody here asks for."""
    return ((MATTERS, event.matter_id),) if concerns(event) else ()
