"""What is kept of joint sessions: each one whole."""

from __future__ import annotations

from chassis.documents import Kind
from services.routing.sessions.session import JointSession

SESSIONS: Kind[JointSession] = Kind(
    "sessions",
    JointSession,
    subject="session",
    topic="routing.sessions.v1",
    indexes=(("told.county", "told.state"), ("told.participants.who",), ("told.matters.matter_id",)),
)
