"""A record of supervision (督办) was opened, sent, answered, verified, escalated, referred or closed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Actor, County, Event, UnitCode, Value
from lianjie_contracts.vocabulary import (
    SupervisionForm,
    SupervisionGround,
    SupervisionLevel,
    SupervisionState,
)


class SupervisionStep(Value):
    """One line of the record: who did what, when, and the words that go with it [S4 二(五)3]."""

    row: str = Field(description="row of the transition table, e.g. SV4")
    at: AwareDatetime
    by: Actor
    form: SupervisionForm | None = None
    text: str = Field(default="", description="what was found, asked for or answered")
    failed: str = Field(default="", description="what was not done, when an answer is rejected")
    measures: str = Field(default="", description="measures that an answer names")
    done_on: date | None = Field(default=None, description="day by which an answer says they are done")
    answer_by: date | None = None


class SupervisionMoved(Event):
    """Full state after each act, so that a record can be rebuilt from its last message alone [domain 8; R22 38-40]."""

    type: ClassVar[str] = "supervision_moved"
    topic: ClassVar[str] = "deadlines.supervisions.v1"

    supervision_id: str
    matter_id: str
    county: County
    row: str = Field(description="row of the transition table that was taken, e.g. SV2")
    state: SupervisionState
    level: SupervisionLevel
    ground: SupervisionGround
    unit: UnitCode | None = Field(
        default=None, description="the unit that is supervised; none: the office itself"
    )
    clock: str | None = Field(
        default=None, description="the limit that was missed, if that is the ground, e.g. C07"
    )
    clock_id: str | None = None
    opened_at: AwareDatetime
    opened_by: Actor
    approved_by: Actor | None = Field(
        default=None, description="who approved the level, where it needs approval"
    )
    answer_by: date | None = Field(default=None, description="last day for the unit's answer")
    fruitless: int = Field(default=0, ge=0, description="answers that were rejected")
    previous: str | None = Field(
        default=None, description="the record of the level below, if it was escalated"
    )
    steps: tuple[SupervisionStep, ...] = ()
