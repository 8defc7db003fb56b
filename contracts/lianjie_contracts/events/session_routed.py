"""What a unit that is called to a joint session may see of it, whole, on its own topic."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Event, UnitCode
from lianjie_contracts.events.session_moved import SessionDecision, SessionMatter, SessionParticipant
from lianjie_contracts.vocabulary import SessionMode, SessionState


class SessionRouted(Event):
    """Full state after each change, from the invitation on: its own part and its own decisions, nobody else's."""

    type: ClassVar[str] = "session_routed"
    topic: ClassVar[str] = "routed.{unit}.v1"

    unit: UnitCode
    session_id: str
    state: SessionState
    matters: tuple[SessionMatter, ...]
    held_at: AwareDatetime | None = None
    place: str = ""
    mode: SessionMode | None = None
    resource: str = ""
    own: SessionParticipant = Field(description="how this unit is called, and what it has answered")
    line: str = Field(default="", description="the line (接待口径) that it is asked to stand by")
    decisions: tuple[SessionDecision, ...] = Field(default=(), description="those that this unit carries out")
