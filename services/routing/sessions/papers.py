"""What people fill in for the acts of a joint session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import AwareDatetime, Field

from chassis.web import Form
from lianjie_contracts.base import UnitCode
from lianjie_contracts.vocabulary import ParticipantKind, SessionMode, SessionTrigger
from services.routing.sessions.session import Act

SHORT, LONG, MANY = (
    200,
    4000,
    50,
)  # characters of a name, characters of what a person writes, entries of a list


class Paper(Form, extra="forbid", str_strip_whitespace=True):
    """What a person fills in for an act; a field nobody knows is refused."""


class Proposing(Paper):
    """JS1: which matters, and why several units receive together."""

    matter_ids: tuple[str, ...] = Field(min_length=1, max_length=MANY)
    triggers: tuple[SessionTrigger, ...] = Field(default=(), max_length=3)
    reason: str = Field(default="", max_length=LONG)


class Called(Paper):
    """One that is invited: a unit by its code, a helper from society by the organisation's name."""

    unit: UnitCode | None = None
    name: str = Field(default="", max_length=SHORT)
    kind: ParticipantKind = ParticipantKind.UNIT
    person: str = Field(default="", max_length=SHORT)
    profession: str = Field(default="", max_length=SHORT)


class Convening(Paper):
    """JS2: who is called, to when and where, and how the petitioners are received: all that the invitation says (D24.4)."""

    participants: tuple[Called, ...] = Field(default=(), max_length=MANY)
    held_at: AwareDatetime | None = None
    place: str = Field(default="", max_length=SHORT)
    mode: SessionMode | None = None


class Answering(Paper):
    """Whether somebody of the unit comes: who, or why not."""

    coming: bool
    person: str = Field(default="", max_length=SHORT)
    words: str = Field(default="", max_length=LONG)


class SettingMode(Paper):
    """JS3: the room, slot or video link that is booked; `mode` if it is another than announced."""

    resource: str = Field(default="", max_length=SHORT)
    mode: SessionMode | None = None


class Line(Paper):
    """What all will say alike."""

    line: str = Field(default="", max_length=LONG)


class Aligning(Paper):
    """JS4: who has signed the line on paper, beside those who confirmed it themselves."""

    signed_on_paper: tuple[str, ...] = Field(default=(), max_length=MANY)


class Receiving(Paper):
    """JS5: how many came, how many of them are received, their identity, and who of those called is there."""

    headcount: int = Field(default=0, ge=0, le=9999)
    representatives: int = Field(default=0, ge=0, le=9999)
    identity_checked: bool = False
    identity_reason: str = Field(default="", max_length=SHORT)
    attended: tuple[str, ...] = Field(default=(), max_length=MANY)


class Deciding(Paper):
    """One decision: on which claims, by whom, what, by when; without a day it has the ordinary days of the rules."""

    matter_id: str = Field(max_length=100)
    claim_ids: tuple[str, ...] = Field(default=(), max_length=MANY)
    unit: UnitCode | None = None
    text: str = Field(default="", max_length=LONG)
    due_on: date | None = None


class Concluding(Paper):
    """JS6: the minutes (what was answered, explained and told) and the decisions."""

    answers: str = Field(default="", max_length=LONG)
    policy: str = Field(default="", max_length=LONG)
    procedure: str = Field(default="", max_length=LONG)
    decisions: tuple[Deciding, ...] = Field(default=(), max_length=MANY)


class Reporting(Paper):
    """What a unit has done of one decision."""

    decision_id: str = Field(max_length=100)
    result: str = Field(default="", max_length=LONG)


class Extending(Paper):
    """More time for one decision, and why."""

    decision_id: str = Field(max_length=100)
    due_on: date | None = None
    reason: str = Field(default="", max_length=LONG)


class Staying(Paper):
    """JS7, JS8: how many petitioners would not leave the place."""

    staying: int | None = Field(default=None, ge=0, le=9999)
    text: str = Field(default="", max_length=LONG)


class Remark(Paper):
    """Words that go with an act; for cancelling they are the reason."""

    text: str = Field(default="", max_length=LONG)


PAPERS: Mapping[Act, type[Paper]] = {
    Act.PROPOSE: Proposing, Act.CONVENE: Convening, Act.ANSWER: Answering, Act.SET_MODE: SettingMode, Act.WRITE_LINE: Line,
    Act.CONFIRM_LINE: Remark, Act.ALIGN: Aligning, Act.RECEIVE: Receiving, Act.CONCLUDE: Concluding, Act.REPORT: Reporting,
    Act.EXTEND: Extending, Act.START_RETURN: Staying, Act.TRACK: Staying, Act.END_RETURN: Remark, Act.CLOSE: Remark,
    Act.CANCEL: Remark,
}  # fmt: skip
