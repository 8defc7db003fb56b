"""A limit runs, or runs to another day: kept with the matter, if a condition of this service asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chassis.documents import Kind
from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.clock_started import ClockStarted
from services.routing.domain.beside import Window
from services.routing.domain.matter import Matter
from services.routing.domain.windows import ASKED_FOR, with_window
from services.routing.store import MATTERS


async def on_clock_started(heard: Heard[ClockStarted], work: Work) -> None:
    if heard.event.clock not in ASKED_FOR:
        return
    matter = await work.load(MATTERS, heard.event.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{heard.event.matter_id}")
    await work.save(MATTERS, matter.matter_id, timed(matter, heard.event))


def timed(matter: Matter, event: ClockStarted) -> Matter:
    """The matter with this limit, if it is asked for."""
    if event.clock not in ASKED_FOR:
        return matter
    return with_window(matter, Window(event.clock, event.started_at, event.due_at, event.assignment_id))


def its_matter(event: ClockStarted) -> Iterable[tuple[Kind[Any], str]]:
    """Nothing is loaded for the limits that nobody here asks for."""
    return ((MATTERS, event.matter_id),) if event.clock in ASKED_FOR else ()
