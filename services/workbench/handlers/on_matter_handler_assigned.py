"""The investigators are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned


async def on_matter_handler_assigned(heard: Heard[MatterHandlerAssigned], work: Work) -> None:
    event = heard.event
    handlers = "、".join(event.handlers)
    await remember(heard, work, of_matter(event), unit=event.unit, handlers=handlers, handover=event.handover)
