"""A reopened matter belongs to another unit and is dispatched anew; row 36.8."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent


class MatterRerouted(MatterEvent):
    """改派, once after each reopening."""

    type: ClassVar[str] = "matter_rerouted"

    reason: str = ""
    approved_by: str | None = None
