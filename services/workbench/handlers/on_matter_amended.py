"""A matter that is not dispatched yet follows what its items have become."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_amended import MatterAmended
    from services.workbench.readmodel import MatterView


async def on_matter_amended(heard: Heard[MatterAmended], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return replace(
            of_matter(event)(view), title=event.title, claims=event.claims, place=event.place, urgency=event.urgency,
            litigation=event.litigation_status, matter_class=event.matter_class, category=event.category,
            restricted=event.restricted, accused_unit=event.accused_unit, suggestion=event.suggestion,
        )  # fmt: skip

    suggestion = event.suggestion
    await remember(
        heard, work, change, unit=suggestion.unit if suggestion.sure else None, reasons="；".join(suggestion.reasons)
    )  # fmt: skip
