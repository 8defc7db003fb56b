"""Both sides have agreed to mediation; row 18: the handling limit runs on."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterMediationStarted(MatterEvent):
    """调解 [R22 33]: within lawful discretion or what the parties may dispose of; two rounds."""

    type: ClassVar[str] = "matter_mediation_started"

    unit: UnitCode
    area: str = ""
    agreed_on: date | None = None
