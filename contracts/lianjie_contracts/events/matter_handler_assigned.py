"""The head of the unit has named the investigators, or others in their place; rows 17 and 17.2."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterHandlerAssigned(MatterEvent):
    """确定承办人: two investigators, none with a direct interest [R22 28, 32]."""

    type: ClassVar[str] = "matter_handler_assigned"

    unit: UnitCode
    handlers: tuple[str, ...]
    handover: str | None = Field(default=None, description="row 17.2: how the papers were handed over")
    reason: str | None = None
    redo_leader: str | None = Field(
        default=None, description="row 36.7: the deputy head in charge of the redo"
    )
