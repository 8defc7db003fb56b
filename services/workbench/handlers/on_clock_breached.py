"""A duty was not done in time; its clock keeps running."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import ClockLevel
from services.workbench.projection import on_day, remember, with_clock
from services.workbench.readmodel import ClockState

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.clock_breached import ClockBreached
    from services.workbench.readmodel import MatterView


async def on_clock_breached(heard: Heard[ClockBreached], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_clock(view, event, state=ClockState.BREACHED, level=ClockLevel.BLACK)

    await remember(
        heard, work, change, duty=event.clock, name=event.name, unit=event.unit, due=on_day(event.due_at)
    )
