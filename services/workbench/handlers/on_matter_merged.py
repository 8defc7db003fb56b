"""The matter went into another one: whoever opens it is led there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_merged import MatterMerged
    from services.workbench.readmodel import MatterView


async def on_matter_merged(heard: Heard[MatterMerged], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return replace(of_matter(event)(view), merged_into=event.into, repeats_no="")

    await remember(heard, work, change, into_no=event.into_no, reason=event.reason)
