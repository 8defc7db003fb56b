"""A petitioner has taken back an application for a review, a recheck or a hearing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_request

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.application_withdrawn import ApplicationWithdrawn


async def on_application_withdrawn(heard: Heard[ApplicationWithdrawn], work: Work) -> None:
    event = heard.event
    change = with_request(event, text=event.reason, word=event.application)
    await remember(heard, work, change, application=event.application, number=event.number, text=event.reason)
