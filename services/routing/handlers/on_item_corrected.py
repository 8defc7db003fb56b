"""A fault of a registration was set right, and with it its matter."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_corrected import ItemCorrected
from services.routing.amending import amend
from services.routing.domain.suggestion import Ranks


async def on_item_corrected(
    heard: Heard[ItemCorrected], work: Work, *, directory: Directory, ranks: Ranks | None = None
) -> None:
    await amend(heard.event, work, directory, ranks)
