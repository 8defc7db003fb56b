"""Whether the import of a matter was undone, or why it stays; row U1 of our own table [D]."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent


class MatterUndoDecided(MatterEvent):
    """撤销导入: undone, the matter is in NONE again, as before registration, and counts nowhere; its history stays."""

    type: ClassVar[str] = "matter_undo_decided"

    item_id: str
    batch: str
    undone: bool
    because: str = ""
