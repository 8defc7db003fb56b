"""A matter leaves the simple road; rows 46.3 and 46.4: C07 counts from the same acceptance."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterSimpleLeft(MatterEvent):
    """转为普通办理: by hand, or when C22 or C23 runs out."""

    type: ClassVar[str] = "matter_simple_left"

    unit: UnitCode | None = None
    accepted_at: AwareDatetime | None = Field(default=None, description="none: left before it was accepted")
