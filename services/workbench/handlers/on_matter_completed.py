"""The opinion has reached the petitioner: the matter is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_completed import MatterCompleted


async def on_matter_completed(heard: Heard[MatterCompleted], work: Work) -> None:
    await remember(heard, work, of_matter(heard.event), unit=heard.event.unit)
