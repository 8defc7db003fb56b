"""A petitioner asks how the matter stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_request

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.progress_asked import ProgressAsked


async def on_progress_asked(heard: Heard[ProgressAsked], work: Work) -> None:
    event = heard.event
    await remember(heard, work, with_request(event, text=event.text), text=event.text)
