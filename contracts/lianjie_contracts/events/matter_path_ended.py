"""What came of another legal path is recorded, and the matter is complete; row 15, stops C47."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterPathEnded(MatterEvent):
    """法定途径结果: no opinion of ours, so no review here."""

    type: ClassVar[str] = "matter_path_ended"

    unit: UnitCode
    result: str = ""
    proof: tuple[str, ...] = ()
