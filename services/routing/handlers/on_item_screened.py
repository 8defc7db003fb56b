"""The front door has screened an item: its class, category and paths are taken as proposed."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_screened import ItemScreened
from services.routing.amending import amend
from services.routing.domain.suggestion import Ranks


async def on_item_screened(
    heard: Heard[ItemScreened], work: Work, *, directory: Directory, ranks: Ranks | None = None
) -> None:
    await amend(heard.event, work, directory, ranks)
