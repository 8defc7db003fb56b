"""The office has answered a petitioner's question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_request

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.progress_answered import ProgressAnswered


async def on_progress_answered(heard: Heard[ProgressAnswered], work: Work) -> None:
    event = heard.event
    change = with_request(event, answer=event.text, answered_at=event.occurred_at)
    await remember(heard, work, change, text=event.text)
