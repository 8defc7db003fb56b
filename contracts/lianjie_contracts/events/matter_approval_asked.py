"""An act was put to somebody who must approve it before it takes effect; row AP1."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterApprovalAsked(MatterEvent):
    """报批: the act stands as a proposal; nothing of it has happened."""

    type: ClassVar[str] = "matter_approval_asked"

    no: int = Field(ge=1, description="of this matter's proposals, from 1")
    act: str = Field(description="what is proposed, as the transition table calls it")
    act_name: str = ""
    paper: dict[str, Any] = Field(
        default_factory=dict, description="what the act brings, as it will be decided"
    )
    approvers: tuple[str, ...] = Field(default=(), description="posts, any one of which approves")
    put_to: str | None = Field(default=None, description="the person it was put to, if one was named")
    unit: UnitCode | None = Field(default=None, description="for whom the proposer speaks")
