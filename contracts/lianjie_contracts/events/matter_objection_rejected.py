"""An objection is not upheld: the unit keeps the matter; rows 10 and AS5, resume C04."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterObjectionRejected(MatterEvent):
    """异议不予采纳 [R22 23]: with reasons; the same unit does not object again."""

    type: ClassVar[str] = "matter_objection_rejected"

    unit: UnitCode
    reason: str
