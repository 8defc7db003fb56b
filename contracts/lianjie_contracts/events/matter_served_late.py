"""What had been shown to be undeliverable has reached the petitioner; rows 24b.2 and 28.5: the right to the next stage begins now."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterServedLate(MatterEvent):
    """Real or public service (correction 8): starts C10, C24 and C46, or C13."""

    type: ClassVar[str] = "matter_served_late"

    document: str = Field(description="D11 or D12")
    delivery_id: str
    served_at: AwareDatetime
    unit: UnitCode | None = Field(default=None, description="whose opinion it is; none: a review's")
