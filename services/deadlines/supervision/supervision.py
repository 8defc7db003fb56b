"""A record of supervision as its last message told it, and what can be done to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import Field

from lianjie_contracts.base import Actor, UnitCode
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.vocabulary import (
    SupervisionForm,
    SupervisionGround,
    SupervisionLevel,
    SupervisionState,
)
from services.deadlines.papers import LONG, Paper

B = TypeVar("B")


class Act(StrEnum):
    OPEN = "open_supervision"
    APPROVE = "approve_level"
    SEND = "send_supervision"
    DROP = "drop_supervision"
    ANSWER = "answer_supervision"
    VERIFY = "verify_answer"
    REJECT = "reject_answer"
    ESCALATE = "escalate_supervision"
    REFER = "propose_accountability"
    CLOSE = "close_supervision"


@dataclass(frozen=True, slots=True)
class Supervision:
    """One record at one level; a higher level is a record of its own."""

    told: SupervisionMoved

    @property
    def state(self) -> SupervisionState:
        return self.told.state


class Opening(Paper):
    """SV1. `unit`: who is supervised; none: the office itself. `reason`: what was found."""

    matter_id: str = Field(min_length=1, max_length=100)
    unit: UnitCode | None = None
    ground: SupervisionGround | None = None
    level: SupervisionLevel = SupervisionLevel.REMINDER
    reason: str = Field(default="", max_length=LONG)
    clock: str | None = None
    clock_id: str | None = None
    previous: str | None = None


class Sending(Paper):
    """SV2: the form, what the unit is to do, and the last day for its answer."""

    form: SupervisionForm = SupervisionForm.LETTER
    text: str = Field(default="", max_length=LONG)
    answer_by: date | None = None


class Dropping(Paper):
    """SV3: why the ground was an error."""

    text: str = Field(default="", max_length=LONG)


class Answering(Paper):
    """SV4: facts, measures taken, and the day they are done by."""

    facts: str = Field(default="", max_length=LONG)
    measures: str = Field(default="", max_length=LONG)
    done_on: date | None = None


class Rejecting(Paper):
    """SV6: what was not done, what is to be done, and a new last day."""

    failed: str = Field(default="", max_length=LONG)
    text: str = Field(default="", max_length=LONG)
    answer_by: date | None = None


class Remark(Paper):
    """Words that go with approving, verifying, escalating, referring or closing; they may be left out."""

    text: str = Field(default="", max_length=LONG)


@dataclass(frozen=True, slots=True)
class Intent:
    """One wish. `today` is the day in the counties; `ground_stands`: the missed limit is still a missed one."""

    act: Act
    by: Actor
    at: datetime
    today: date
    roles: frozenset[str] = field(default_factory=frozenset)
    unit: str | None = None
    brings: Any = None
    ground_stands: bool = False

    def of(self, kind: type[B]) -> B | None:
        """What is brought, if it is of this kind."""
        return self.brings if isinstance(self.brings, kind) else None


PAPERS: dict[Act, type[Paper]] = {
    Act.OPEN: Opening, Act.APPROVE: Remark, Act.SEND: Sending, Act.DROP: Dropping, Act.ANSWER: Answering, Act.VERIFY: Remark,
    Act.REJECT: Rejecting, Act.ESCALATE: Remark, Act.REFER: Remark, Act.CLOSE: Remark,
}  # fmt: skip
