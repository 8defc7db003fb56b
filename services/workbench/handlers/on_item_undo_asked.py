"""Somebody wants the import undone that brought an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.item_undo_asked import ItemUndoAsked


async def on_item_undo_asked(heard: Heard[ItemUndoAsked], work: Work) -> None:
    await remember(heard, work, lambda view: view)
