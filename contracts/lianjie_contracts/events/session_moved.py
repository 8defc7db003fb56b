"""A joint session (联合接访) was proposed, convened, held, concluded with its decisions, followed up, closed or cancelled."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Actor, County, Event, UnitCode, Value
from lianjie_contracts.vocabulary import ParticipantKind, SessionMode, SessionState, SessionTrigger


class SessionClaim(Value):
    """One claim that the session has to decide on."""

    claim_id: str
    text: str


class SessionMatter(Value):
    """One matter that is received, as it read when the session was last asked about it."""

    matter_id: str
    item_no: str = ""
    title: str = ""
    claims: tuple[SessionClaim, ...] = ()


class SessionParticipant(Value):
    """Whoever is called besides the office that convenes; public servants and helpers in office, never the petitioners."""

    who: str = Field(
        description="the unit's code; of somebody without one, a name of their own in this session"
    )
    name: str = Field(description="of the unit or organisation")
    kind: ParticipantKind
    person: str = ""
    profession: str = Field(default="", description="of helpers from society: lawyer, psychologist, …")
    feed: bool = Field(default=False, description="whether a unit has topics of its own")
    coming: bool | None = Field(
        default=None, description="what was answered to the invitation; none: nothing yet"
    )
    words: str = Field(default="", description="what was said with the answer, e.g. why nobody comes")
    confirmed: bool = Field(default=False, description="stands by the agreed line (接待口径)")
    attended: bool | None = Field(default=None, description="none: not received yet")


class SessionRecord(Value):
    """What was said to the petitioners: who answers with path and plan, who explains the law, who tells the procedure [S3 6.2.2]."""

    answers: str = Field(description="路径与方案, by the units")
    policy: str = Field(description="政策法规, by the departments")
    procedure: str = Field(description="程序, by the petition office")


class SessionDecision(Value):
    """会商处理意见: who does what by when, on which claims; each has a limit of its own (C38)."""

    decision_id: str
    matter_id: str
    claim_ids: tuple[str, ...]
    unit: UnitCode
    unit_name: str
    text: str
    due_on: date
    extended: str = Field(default="", description="why the coordinator gave more time; empty: never")
    result: str = Field(default="", description="what the unit reported")
    reported_at: AwareDatetime | None = None


class SessionStep(Value):
    """One line of the session's own record."""

    row: str = Field(description="row of the transition table, e.g. JS2")
    at: AwareDatetime
    by: Actor
    text: str = ""


class SessionMoved(Event):
    """Full state after each act, so that a session can be rebuilt from its last message alone [domain 10; S3 6]."""

    type: ClassVar[str] = "session_moved"
    topic: ClassVar[str] = "routing.sessions.v1"

    session_id: str
    county: County
    row: str = Field(description="row of the transition table that was taken, e.g. JS6")
    state: SessionState
    triggers: tuple[SessionTrigger, ...] = ()
    reason: str = ""
    matters: tuple[SessionMatter, ...]
    proposed_at: AwareDatetime
    held_at: AwareDatetime | None = Field(default=None, description="when the session begins")
    place: str = ""
    mode: SessionMode | None = None
    resource: str = Field(default="", description="the room, slot or video link that is booked")
    participants: tuple[SessionParticipant, ...] = ()
    line: str = Field(default="", description="what all say alike (统一接待口径)")
    headcount: int = Field(default=0, ge=0, description="petitioners who came")
    representatives: int = Field(default=0, ge=0, description="of them, those who were received")
    identity: str = Field(default="", description="why an identity could not be checked; empty: it was")
    record: SessionRecord | None = None
    decisions: tuple[SessionDecision, ...] = ()
    staying: int = Field(default=0, ge=0, description="petitioners who would not leave the place")
    decision_id: str | None = Field(default=None, description="the decision that this act was about")
    steps: tuple[SessionStep, ...] = ()
