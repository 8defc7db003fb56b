"""The import that brought an item is to be undone: routing decides, for somebody may have worked on its matter since."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import County, Event


class ItemUndoAsked(Event):
    """撤销导入: one item of the batch; answered by `matter_undo_decided` (ADR 0027)."""

    type: ClassVar[str] = "item_undo_asked"
    topic: ClassVar[str] = "intake.items.{county}.v1"

    item_id: str
    matter_id: str
    county: County
    batch: str
