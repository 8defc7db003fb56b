"""What a unit's own topic tells of supervisions and recommendations: each record whole, after each act on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from chassis.decisions import Changed, Decision
from lianjie_contracts.events.answer_asked import AnswerAsked
from lianjie_contracts.vocabulary import RecommendationState, SupervisionState
from services.deadlines.recommendations.recommendation import Act as Recommended, Recommendation
from services.deadlines.supervision.supervision import Act as Supervised, Supervision

if TYPE_CHECKING:
    from lianjie_contracts.directory import Directory

R = TypeVar("R", Supervision, Recommendation)
NOT_SENT = frozenset({SupervisionState.OPEN, RecommendationState.DRAFTED, RecommendationState.DROPPED})
ASKS = ("SV2", "SV6")  # the rows whose step says what the unit is to do


def feeding(
    decide: Callable[[R | None], Decision[R]], directory: Directory
) -> Callable[[R | None], Decision[R]]:
    """Decide, and tell the unit concerned if it has a topic."""

    def decided(held: R | None) -> Decision[R]:
        decision: Decision[R] = decide(held)
        asked = asked_of(decision.state) if isinstance(decision, Changed) else None
        if asked is None or not (directory.has_unit(asked.unit) and directory.unit(asked.unit).feed):
            return decision
        assert isinstance(decision, Changed)
        return Changed(decision.state, (*decision.announce, asked), decision.answer)

    return decided


def asked_of(record: Supervision | Recommendation) -> AnswerAsked | None:
    """What its unit may see of it; None before it is sent, and of one that concerns no unit."""
    told = record.told
    if told.unit is None or told.row == "SV3" or record.state in NOT_SENT:
        return None
    if isinstance(record, Supervision):
        return _supervised(record, told.unit)
    told = record.told
    return AnswerAsked(
        occurred_at=told.occurred_at, by=told.by, unit=told.unit, matter_id=told.matter_id, record=told.recommendation_id,
        act=Recommended.ANSWER, what=told.kind, ground=told.facts, asks=told.suggestion, answer_by=told.answer_by,
        awaited=record.state is RecommendationState.SENT,
    )  # fmt: skip


def _supervised(record: Supervision, unit: str) -> AnswerAsked:
    told = record.told
    asks = next((step.text for step in reversed(told.steps) if step.row in ASKS), "")
    return AnswerAsked(
        occurred_at=told.occurred_at, by=told.by, unit=unit, matter_id=told.matter_id, record=told.supervision_id,
        act=Supervised.ANSWER, what=told.level, ground=told.ground, asks=asks, answer_by=told.answer_by,
        awaited=record.state is SupervisionState.SENT,
    )  # fmt: skip
