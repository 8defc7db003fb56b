"""The opinion has reached the petitioner; the matter is complete (办结); row 24.2."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterCompleted(MatterEvent):
    """办结 = opinion issued and delivered [R22 34]. The review window C10 counts from `served_at`."""

    type: ClassVar[str] = "matter_completed"

    unit: UnitCode
    delivery_id: str
    issued_at: AwareDatetime
    service_begun_at: AwareDatetime
    served_at: AwareDatetime
    effective_at: AwareDatetime = Field(description="when C07 ends: time of issue if service began within C26, else of service")
