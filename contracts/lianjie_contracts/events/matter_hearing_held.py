"""A hearing is gone into, held, concluded, entered and left; rows 20, 20.2, H7, H10, H11 and H11s, of an earlier stage."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterHearingHeld(MatterEvent):
    """举行听证: its conclusion is the main basis of the opinion, and a minority's view is kept [S1 一(三)3]."""

    type: ClassVar[str] = "matter_hearing_held"

    reason: str = ""
    conclusion: str = ""
    agreeing: tuple[str, ...] = Field(default=(), description="the officers who carry the conclusion")
    minority: str = ""
    unsigned_because: str = Field(default="", description="why the record bears no signature")
    key_facts: str = ""
