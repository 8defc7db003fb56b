"""The handler has drafted the opinion; row 23."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterOpinionDrafted(MatterEvent):
    """拟稿; the text becomes public only when issued."""

    type: ClassVar[str] = "matter_opinion_drafted"

    unit: UnitCode
    drafted_by: str
