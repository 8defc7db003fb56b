"""A petitioner has added facts or papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_request

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_supplemented import MatterSupplemented


async def on_matter_supplemented(heard: Heard[MatterSupplemented], work: Work) -> None:
    event = heard.event
    await remember(heard, work, with_request(event, text=event.text), text=event.text)
