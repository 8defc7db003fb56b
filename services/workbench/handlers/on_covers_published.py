"""A cover was set or ended: the lists of whoever stands in hold the absent colleague's matters, or hold them no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.cover import organ_id
from services.workbench.covers import COVER_COPIES, CoverCopy

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.covers_published import CoversPublished


async def on_covers_published(heard: Heard[CoversPublished], work: Work) -> None:
    event = heard.event
    await work.save(COVER_COPIES, organ_id(event.county, event.unit), CoverCopy(event.covers))
