"""A limit has reached a warning level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import on_day, remember, with_clock

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.clock_warned import ClockWarned
    from services.workbench.readmodel import MatterView


async def on_clock_warned(heard: Heard[ClockWarned], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_clock(view, event, level=event.level)

    await remember(
        heard,
        work,
        change,
        duty=event.clock,
        name=event.name,
        unit=event.unit,
        level=event.level,
        due=on_day(event.due_at),
        late=on_day(event.late_since) if event.late_since else None,
    )
