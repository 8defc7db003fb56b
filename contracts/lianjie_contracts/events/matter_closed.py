"""A matter that nobody must report on is closed with the written reply; row 34.2."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent


class MatterClosed(MatterEvent):
    """销案; a right to review goes on (correction 1)."""

    type: ClassVar[str] = "matter_closed"

    reason: str = ""
