"""An application came that cannot be taken up: a line of the history, and the answer on the petitioner's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.handlers.on_matter_wish_declined import declined

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_application_declined import MatterApplicationDeclined


async def on_matter_application_declined(heard: Heard[MatterApplicationDeclined], work: Work) -> None:
    await declined(heard, work, application=heard.event.application)
