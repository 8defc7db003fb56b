"""督办: a line of the matter's history from the day it is sent to the unit; what is only prepared stands on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.supervision_moved import SupervisionMoved
    from services.workbench.readmodel import MatterView

ON_THE_DESK = frozenset({"SV1", "SVA", "SV3"})


async def on_supervision_moved(heard: Heard[SupervisionMoved], work: Work) -> None:
    event = heard.event
    if event.row in ON_THE_DESK:
        return

    def change(view: MatterView) -> MatterView:
        return view

    await remember(
        heard, work, change, supervised=event.row, supervision_level=event.level, supervision_ground=event.ground,
        unit=event.unit, said=event.steps[-1].text if event.steps else None,
    )  # fmt: skip
