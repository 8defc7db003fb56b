"""Who stands in for whom in one unit or office: kept as it was told last, for whoever asks what is due for themselves."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.cover import organ_id
from lianjie_contracts.events.covers_published import CoversPublished
from services.deadlines.mine import COVER_COPIES, CoverCopy


async def on_covers_published(heard: Heard[CoversPublished], work: Work) -> None:
    event = heard.event
    await work.save(COVER_COPIES, organ_id(event.county, event.unit), CoverCopy(event.covers))
