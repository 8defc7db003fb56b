"""The import of a matter was undone: it counts nowhere any more."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from services.analytics.known import the_matter
from services.analytics.store import MATTER_FACTS


async def on_matter_undo_decided(heard: Heard[MatterUndoDecided], work: Work) -> None:
    event = heard.event
    if event.undone:
        fact = await the_matter(work, event.matter_id)
        await work.save(MATTER_FACTS, event.matter_id, fact.undone())
