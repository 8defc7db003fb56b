"""The unit has signed for the matter; row 7."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterSigned(MatterEvent):
    """签收: receipt by the unit starts C04 and C05 [R22 23, correction 6]."""

    type: ClassVar[str] = "matter_signed"

    unit: UnitCode
    designated: bool = Field(
        default=False, description="by designation or agreement: no objection, so no C05"
    )
    simple: bool = Field(default=False, description="简易办理: C23 runs beside C04")
