"""Whether a person keeps out of a matter; rows RC2 and RC3."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterRecusalDecided(MatterEvent):
    """回避决定 [SD 17]: granted, the person stays out; denied, the person goes on."""

    type: ClassVar[str] = "matter_recusal_decided"

    person: str
    granted: bool
    reason: str = ""
    successor: str = Field(default="", description="who takes the person's place at once")
    handlers: tuple[str, ...] = Field(
        default=(), description="the investigators from now on, where the successor is one"
    )
