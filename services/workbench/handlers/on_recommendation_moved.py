"""建议书: a line of the matter's history from the day it is sent; a draft stands on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.recommendation_moved import RecommendationMoved
    from services.workbench.readmodel import MatterView

ON_THE_DESK = frozenset({"RMD", "RMX"})


async def on_recommendation_moved(heard: Heard[RecommendationMoved], work: Work) -> None:
    event = heard.event
    if event.row in ON_THE_DESK:
        return

    def change(view: MatterView) -> MatterView:
        return view

    await remember(
        heard, work, change, recommended=event.row, recommendation_kind=event.kind, unit=event.unit,
        said=event.steps[-1].text if event.steps else None,
    )  # fmt: skip
