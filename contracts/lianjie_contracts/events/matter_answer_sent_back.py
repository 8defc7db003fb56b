"""A co-unit's answer does not do and goes back; row AS8, starts its C07 anew."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterAnswerSentBack(MatterEvent):
    """退回协办答复: what failed, what is to be done, and by when; twice at most."""

    type: ClassVar[str] = "matter_answer_sent_back"

    unit: UnitCode
    failed_items: tuple[str, ...] = ()
    requirement: str = ""
    due_on: date | None = None
