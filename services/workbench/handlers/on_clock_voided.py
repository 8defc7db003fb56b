"""A limit falls away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_clock
from services.workbench.readmodel import ClockState

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.clock_voided import ClockVoided
    from services.workbench.readmodel import MatterView


async def on_clock_voided(heard: Heard[ClockVoided], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_clock(view, event, state=ClockState.VOID)

    await remember(heard, work, change, duty=event.clock, name=event.name, unit=event.unit, reason=event.why)
