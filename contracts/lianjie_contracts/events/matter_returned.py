"""An objection is upheld: the unit gives the matter back; rows 9, 9.2 and AS4, void C04."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterReturned(MatterEvent):
    """异议成立 [R22 23, correction 7]: the second one on a matter opens a dispute (row 9.2)."""

    type: ClassVar[str] = "matter_returned"

    unit: UnitCode
    reason: str
