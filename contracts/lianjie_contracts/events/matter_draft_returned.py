"""The head does not sign the draft and gives it back; row 23.2."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterDraftReturned(MatterEvent):
    """退回修改: the handling limit runs on."""

    type: ClassVar[str] = "matter_draft_returned"

    unit: UnitCode
    reason: str
