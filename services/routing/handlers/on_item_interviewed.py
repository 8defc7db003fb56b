"""The petitioner was heard: the claims in their own words stand."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_interviewed import ItemInterviewed
from services.routing.amending import amend
from services.routing.domain.suggestion import Ranks


async def on_item_interviewed(
    heard: Heard[ItemInterviewed], work: Work, *, directory: Directory, ranks: Ranks | None = None
) -> None:
    await amend(heard.event, work, directory, ranks)
