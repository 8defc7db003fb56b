"""The opinion has reached the petitioner; the matter is complete (办结); row 24.2."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterCompleted(MatterEvent):
    """办结 = opinion issued and delivered [R22 34]. C07 ends with `issued_at` if service began within C26, else with service."""

    type: ClassVar[str] = "matter_completed"

    unit: UnitCode
    delivery_id: str
    issued_at: AwareDatetime
    service_begun_at: AwareDatetime
    served_at: AwareDatetime
