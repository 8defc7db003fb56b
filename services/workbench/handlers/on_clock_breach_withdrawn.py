"""A breach is taken back: the act had happened in time and was only heard late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_clock
from services.workbench.readmodel import ClockState

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.clock_breach_withdrawn import ClockBreachWithdrawn
    from services.workbench.readmodel import MatterView


async def on_clock_breach_withdrawn(heard: Heard[ClockBreachWithdrawn], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_clock(
            view, event, state=ClockState.STOPPED, stopped_at=event.stopped_at, met=True, overdue_days=0
        )

    await remember(heard, work, change, duty=event.clock, name=event.name, unit=event.unit)
