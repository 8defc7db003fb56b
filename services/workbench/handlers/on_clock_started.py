"""A limit begins to run, with how its date was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import on_day, remember, with_clock
from services.workbench.readmodel import ClockState

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.clock_started import ClockStarted
    from services.workbench.readmodel import MatterView


async def on_clock_started(heard: Heard[ClockStarted], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_clock(
            view, event, state=ClockState.RUNNING, started_at=event.started_at, nominal_on=event.nominal_on,
            due_at=event.due_at, rolled=event.rolled, provisional=event.provisional, length=event.length,
            length_unit=event.length_unit, basis=event.basis, explanation=event.explanation,
            rest_days=event.rest_days,
        )  # fmt: skip

    await remember(
        heard, work, change, duty=event.clock, name=event.name, unit=event.unit, due=on_day(event.due_at)
    )
