"""The head of the unit has named the investigators; row 17."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterHandlerAssigned(MatterEvent):
    """确定承办人: two investigators, none with a direct interest [R22 28, 32]."""

    type: ClassVar[str] = "matter_handler_assigned"

    unit: UnitCode
    handlers: tuple[str, ...]
