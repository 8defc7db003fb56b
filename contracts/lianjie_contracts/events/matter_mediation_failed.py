"""A mediation came to nothing: the matter is in hand again; row 18.2."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterMediationFailed(MatterEvent):
    """调解终止."""

    type: ClassVar[str] = "matter_mediation_failed"

    unit: UnitCode | None = None
    reason: str = ""
