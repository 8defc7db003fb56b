"""One act on one recommendation: the whole record after it, or why it stays as it is."""

from __future__ import annotations

from typing import Any

from chassis.decisions import Changed, Decision, Refused
from chassis.rolling import Rolls
from chassis.work import Heard
from lianjie_contracts.events.recommendation_moved import RecommendationMoved, RecommendationStep
from services.deadlines.recommendations.lifecycle import MACHINE
from services.deadlines.recommendations.recommendation import Act, Answering, Draft, Intent, Recommendation
from services.deadlines.store import RECOMMENDATIONS


def decide(id_: str, county: str, held: Recommendation | None, intent: Intent) -> Decision[Recommendation]:
    """The record after one act with its message, or the first refusal."""
    told = moved(id_, county, held, intent)
    return told if isinstance(told, Refused) else Changed(Recommendation(told), (told,))


def moved(
    id_: str, county: str, held: Recommendation | None, intent: Intent
) -> RecommendationMoved | Refused:
    row = MACHINE.permits(held.state if held else None, held, intent)
    if isinstance(row, Refused):
        return row
    step = RecommendationStep(
        row=row.number, at=intent.at, by=intent.by, text=getattr(intent.brings, "text", "")
    )
    common: dict[str, Any] = {"occurred_at": intent.at, "by": intent.by, "row": row.number}
    common |= {"answer_by": intent.answer_by} if intent.act is Act.SEND else {}
    if held:
        changed = common | {"state": row.after(held.state), "steps": (*held.told.steps, step)}
        return held.told.model_copy(update=changed | _answer(intent))
    draft = intent.of(Draft)
    assert draft is not None, "the guard has seen the ground on it"
    assert row.target is not None
    return RecommendationMoved(
        recommendation_id=id_, county=county, state=row.target, steps=(step,), **draft.model_dump(), **common
    )


def _answer(intent: Intent) -> dict[str, Any]:
    answer = intent.of(Answering)
    return {"result": answer.result, "reasons": answer.reasons} if answer else {}


def rolled_recommendations() -> Rolls[Recommendation]:
    """How records are brought forward after a restore: each message holds the whole record."""
    return Rolls(RECOMMENDATIONS, _after)


async def _after(_: Recommendation | None, heard: Heard[RecommendationMoved]) -> Recommendation:
    return Recommendation(heard.event)
