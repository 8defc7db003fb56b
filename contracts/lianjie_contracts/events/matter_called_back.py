"""The petitioner was called back, or could not be reached; rows CB2 to CB5."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterCalledBack(MatterEvent):
    """每件回访 (correction 18); who is not reached counts as unreached, never as satisfied."""

    type: ClassVar[str] = "matter_called_back"

    reason: str = Field(default="", description="why dissatisfied, in the petitioner's own words")
