"""The import of a matter was undone, or it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided


async def on_matter_undo_decided(heard: Heard[MatterUndoDecided], work: Work) -> None:
    event = heard.event
    undo = "done" if event.undone else "refused"
    await remember(heard, work, of_matter(event), undo=undo, because=event.because)
