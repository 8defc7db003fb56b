"""routing has answered whether the import of an item is undone."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from services.intake.domain.item import undo_told
from services.intake.store import ITEMS


async def on_matter_undo_decided(heard: Heard[MatterUndoDecided], work: Work, *, county: str) -> None:
    event = heard.event
    if event.county != county:
        return
    item = await work.load(ITEMS, event.item_id)
    if item is not None:
        await work.save(ITEMS, event.item_id, undo_told(item, event))
