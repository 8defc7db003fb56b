"""A limit stands still: from the issue of a document until its service is known, or while it is paused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_clock
from services.workbench.readmodel import ClockState

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.clock_held import ClockHeld
    from services.workbench.readmodel import MatterView


async def on_clock_held(heard: Heard[ClockHeld], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_clock(view, event, state=ClockState.HELD)

    stands = "paused" if event.paused else "issued"
    await remember(heard, work, change, duty=event.clock, name=event.name, unit=event.unit, standstill=stands)
