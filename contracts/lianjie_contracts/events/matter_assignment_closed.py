"""A unit has nothing more to do with its share; row AS9."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterAssignmentClosed(MatterEvent):
    """协办结束: what it answered stands."""

    type: ClassVar[str] = "matter_assignment_closed"

    unit: UnitCode
