"""A limit ends because the act was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_clock
from services.workbench.readmodel import ClockState

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.clock_stopped import ClockStopped
    from services.workbench.readmodel import MatterView


async def on_clock_stopped(heard: Heard[ClockStopped], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_clock(
            view, event, state=ClockState.STOPPED, stopped_at=event.stopped_at, met=event.met, overdue_days=event.overdue_days,
            due_at=event.due_at,
        )  # fmt: skip

    await remember(
        heard,
        work,
        change,
        duty=event.clock,
        name=event.name,
        unit=event.unit,
        met="yes" if event.met else "no",
    )
