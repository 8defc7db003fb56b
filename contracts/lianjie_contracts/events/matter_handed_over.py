"""A matter has gone from one person's worklist to another's; row HO1."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.cover import Person


class MatterHandedOver(MatterEvent):
    """工作移交: `by` has approved it once for all matters of the list; `handlers` are the investigators from now on."""

    type: ClassVar[str] = "matter_handed_over"

    handover_id: str
    giver: Person
    taker: Person
    handlers: tuple[str, ...] = ()
    reason: str = ""
