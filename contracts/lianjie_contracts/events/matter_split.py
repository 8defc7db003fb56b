"""Some claims of a matter go on in a sister matter; row 43, which opens it by row 43.2."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterSplit(MatterEvent):
    """分立 [corrections 1, 10]: each claim lives in exactly one matter afterwards; the item counts once."""

    type: ClassVar[str] = "matter_split"

    sister: str
    claim_ids: tuple[str, ...] = Field(min_length=1)
    reason: str = ""
