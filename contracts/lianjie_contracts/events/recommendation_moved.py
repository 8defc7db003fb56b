"""A recommendation (改进建议, 完善政策建议, 追责建议) was drafted, sent, answered or closed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Actor, County, Event, UnitCode, Value
from lianjie_contracts.vocabulary import RecommendationKind, RecommendationState, SuggestionResult


class RecommendationStep(Value):
    """One line of the record: who did what, when, and the words that go with it."""

    row: str = Field(description="row of the transition table, e.g. RM2")
    at: AwareDatetime
    by: Actor
    text: str = ""


class RecommendationMoved(Event):
    """Full state after each act, so that a record can be rebuilt from its last message alone [R22 40; domain 8]."""

    type: ClassVar[str] = "recommendation_moved"
    topic: ClassVar[str] = "deadlines.supervisions.v1"

    recommendation_id: str
    matter_id: str = Field(description="the matter that gave occasion to it")
    county: County
    row: str = Field(description="row of the transition table that was taken, e.g. RM1")
    state: RecommendationState
    kind: RecommendationKind
    unit: UnitCode = Field(
        description="to whom it goes and who answers; for accountability the competent organ"
    )
    about: UnitCode | None = Field(default=None, description="accountability: the unit whose fault it is")
    facts: str
    suggestion: str = Field(description="what is suggested; for accountability the measure")
    policy: str = Field(default="", description="policy: which text should be made better")
    finding: str = Field(default="", description="accountability: what was found under R22 42-46")
    unit_statement: str = Field(default="", description="accountability: what the unit says to it")
    answer_by: date | None = Field(default=None, description="last day for the written answer (C19)")
    result: SuggestionResult | None = Field(default=None, description="what the unit made of it")
    reasons: str = Field(default="", description="why it is adopted in part or not at all")
    steps: tuple[RecommendationStep, ...] = ()
