"""Why a petitioner is dissatisfied was looked into; rows CB6 and CB7, stop C25."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from lianjie_contracts.base import MatterEvent


class MatterDissatisfactionChecked(MatterEvent):
    """核查: founded, which the deputy head decides on, or explained; the rating stays as it was given."""

    type: ClassVar[str] = "matter_dissatisfaction_checked"

    finding: str
    explained_on: date | None = None
