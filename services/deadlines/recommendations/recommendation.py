"""A recommendation as its last message told it, and what can be done to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import Field

from lianjie_contracts.base import Actor, UnitCode
from lianjie_contracts.events.recommendation_moved import RecommendationMoved
from lianjie_contracts.vocabulary import RecommendationKind, RecommendationState, SuggestionResult
from services.deadlines.papers import LONG, Paper

B = TypeVar("B")


class Act(StrEnum):
    DRAFT = "draft_recommendation"
    SEND = "send_recommendation"
    DROP = "drop_recommendation"
    ANSWER = "answer_recommendation"
    CLOSE = "close_recommendation"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One text to one addressee."""

    told: RecommendationMoved

    @property
    def state(self) -> RecommendationState:
        return self.told.state


class Draft(Paper):
    """RMD, RM1: the text. What only one kind needs stays empty in the others (D17.3 to D17.5)."""

    matter_id: str = Field(min_length=1, max_length=100)
    kind: RecommendationKind
    unit: UnitCode
    about: UnitCode | None = None
    facts: str = Field(default="", max_length=LONG)
    suggestion: str = Field(default="", max_length=LONG)
    policy: str = Field(default="", max_length=LONG)
    finding: str = Field(default="", max_length=LONG)
    unit_statement: str = Field(default="", max_length=LONG)


class Answering(Paper):
    """RM2: whether it is adopted, why not, and what is done."""

    result: SuggestionResult | None = None
    reasons: str = Field(default="", max_length=LONG)
    text: str = Field(default="", max_length=LONG)


class Remark(Paper):
    """Words that go with sending, dropping or closing; they may be left out."""

    text: str = Field(default="", max_length=LONG)


@dataclass(frozen=True, slots=True)
class Intent:
    """One wish. `answer_by`: the day on which the limit of an answer would end if it began today (C19)."""

    act: Act
    by: Actor
    at: datetime
    roles: frozenset[str] = field(default_factory=frozenset)
    brings: Any = None
    answer_by: date | None = None

    def of(self, kind: type[B]) -> B | None:
        """What is brought, if it is of this kind."""
        return self.brings if isinstance(self.brings, kind) else None


PAPERS: Mapping[Act, type[Paper]] = {
    Act.DRAFT: Draft, Act.SEND: Remark, Act.DROP: Remark, Act.ANSWER: Answering, Act.CLOSE: Remark,
}  # fmt: skip
