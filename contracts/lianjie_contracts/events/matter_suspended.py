"""The handling rests for a cause that the local rule lists; row 22, pauses C07."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterSuspended(MatterEvent):
    """中止: off by default; once per cause, and not for ever."""

    type: ClassVar[str] = "matter_suspended"

    unit: UnitCode
    cause: str
    reason: str = ""
