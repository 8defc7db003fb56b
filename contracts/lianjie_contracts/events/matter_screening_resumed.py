"""What a matter waited for has come, or its time is over; rows 3.4 and 3.5, stop or void C40."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterScreeningResumed(MatterEvent):
    """恢复甄别: the office goes on with what it knows."""

    type: ClassVar[str] = "matter_screening_resumed"

    supplied: str = Field(default="", description="number of the petitioner's slip, or a note of what came")
