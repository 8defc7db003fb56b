"""After its registration, a person has said whether an item repeats an earlier one (判重, spec/domain 3.2)."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import RepeatAnswer
from lianjie_contracts.item_event import ItemEvent


class RepeatDecided(ItemEvent):
    """A link between items. Two matters that were opened by then stay two, until routing merges them (row 42)."""

    type: ClassVar[str] = "repeat_decided"

    answer: RepeatAnswer
