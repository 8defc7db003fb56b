"""The import of a matter was undone: none of its limits counts, not even those that had ended."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_undo_decided(heard: Heard[MatterUndoDecided], work: Work, *, law: Law) -> None:
    """Row U1, for every unit."""
    if heard.event.undone:
        await keep(heard.event, work, law, replace(said(heard), rows=("U1",), assignment_id=None))
