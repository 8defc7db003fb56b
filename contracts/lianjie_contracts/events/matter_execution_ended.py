"""What was supported has been carried out, or cannot be; rows 39 and 39.2, stop C21."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterExecutionEnded(MatterEvent):
    """执行完毕 with its proof, or 无法执行 with the organ above that agreed and the day the petitioner was told."""

    type: ClassVar[str] = "matter_execution_ended"

    unit: UnitCode
    done_on: date | None = None
    proof: str = ""
    reason: str = ""
    approving_organ: str = Field(default="", description="无法执行: the organ one level up that agreed")
    told_on: date | None = Field(default=None, description="无法执行: when the petitioner was told")
