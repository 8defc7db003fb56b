"""The office ends the matter at the counter: guided to another path, handed to discipline, and so on; rows 4 to 4.5 and 45."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode
from lianjie_contracts.vocabulary import Outcome, Path


class MatterClosedAtIntake(MatterEvent):
    """登记环节办结: stops C02. Always with a ground, and with the way that remains open [R22 22, 23]."""

    type: ClassVar[str] = "matter_closed_at_intake"

    outcome: Outcome
    reason_code: str
    reason: str
    basis: str
    remedy: str = Field(description="where to go now, in words for the citizen")
    path: Path | None = None
    handed_to: UnitCode | None = Field(
        default=None, description="discipline organ; never told to anybody else"
    )
    approved_by: str | None = None
    cited: str | None = Field(default=None, description="number of the final opinion on the same facts")
    cited_on: date | None = None
