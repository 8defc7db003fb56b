"""The unit has accepted the matter; rows 13, 13a, 5 to 5.2 and 46 to 46.2."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import Assignment, Claim, MatterEvent, UnitCode


class MatterAccepted(MatterEvent):
    """受理 [R22 23, 34]: stops C04, ends C05; starts C07 if a claim is on the petition path (13), not for a suggestion (13a)."""

    type: ClassVar[str] = "matter_accepted"

    unit: UnitCode
    claims: tuple[Claim, ...]
    contact: str = Field(default="", description="telephone at which the citizen may ask")
    simple: bool = Field(default=False, description="简易办理: C22 instead of C07")
    own: Assignment | None = Field(
        default=None, description="the share of an organ that took the matter itself, unsent"
    )
