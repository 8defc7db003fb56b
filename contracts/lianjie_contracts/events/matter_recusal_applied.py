"""Somebody asks that a person keep out of a matter; row RC1: that person's acts on it are blocked at once."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterRecusalApplied(MatterEvent):
    """申请回避 [R22 28; SD 12(4)]; `person` is an official by account or by name, never a petitioner."""

    type: ClassVar[str] = "matter_recusal_applied"

    person: str
    reason: str
    leads_unit: bool = Field(default=False, description="a head's own recusal goes to the organ's head")
    number: str = Field(default="", description="of the petitioner's application")
