"""The opinion is drafted; its text is not public yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_opinion_drafted import MatterOpinionDrafted
    from services.workbench.readmodel import MatterView


async def on_matter_opinion_drafted(heard: Heard[MatterOpinionDrafted], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return replace(of_matter(event)(view), drafted_by=event.drafted_by, opinion=None)

    await remember(heard, work, change, unit=event.unit, drafted_by=event.drafted_by)
