"""A unit objects that the matter is not its own; rows 8 and AS3, stop C05 and pause C04."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterObjected(MatterEvent):
    """管辖异议 [R22 23]: once per unit and sender, with detailed reasons and the competent unit named."""

    type: ClassVar[str] = "matter_objected"

    unit: UnitCode
    reasons: str
    basis: str
    competent_unit: str = Field(description="who is competent, in words")
