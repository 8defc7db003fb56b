"""The conditions of the table of recommendations: None, or the refusal a person is told."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.decisions import Refused
from lianjie_contracts.events.recommendation_moved import RecommendationMoved
from lianjie_contracts.vocabulary import RecommendationKind as Kind, SuggestionResult
from services.deadlines.recommendations.recommendation import Answering, Draft, Intent, Recommendation

Of = Recommendation | None
# What only one kind of text must contain, with the words for who forgot it (documents D17.4, D17.5).
NEEDS: Mapping[Kind, Mapping[str, Refused]] = {
    Kind.POLICY: {"policy": Refused("NO_POLICY", "没有写建议完善哪一项政策。请写明政策名称或文号。")},
    Kind.ACCOUNTABILITY: {
        "about": Refused("NO_UNIT_AT_FAULT", "没有选择被建议追责的单位。请选择。"),
        "finding": Refused(
            "NO_FINDING", "没有写查明的问题。请按《信访工作条例》第四十二条至第四十六条写明。"
        ),
        "unit_statement": Refused("UNIT_NOT_HEARD", "没有写被建议追责单位的意见。请先听取意见，再写明。"),
    },
}


def _text(of: Of, intent: Intent) -> Draft | RecommendationMoved | None:
    return of.told if of else intent.of(Draft)


def recommendation_ground(of: Of, intent: Intent) -> Refused | None:
    text = _text(of, intent)
    return None if text and text.facts else Refused("NO_RECOMMENDATION_GROUND", "请写明建议的事实依据。")


def deputy_head_approved(of: Of, intent: Intent) -> Refused | None:
    """The deputy head sends it, and has not drafted it."""
    drafted = of.told.steps[0].by.id if of else ""
    holds = "office_deputy_head" in intent.roles and drafted != intent.by.id
    return None if holds else Refused("NO_DEPUTY_APPROVAL", "须经分管领导审批。")


def adoption_stated(_: Of, intent: Intent) -> Refused | None:
    answer = intent.of(Answering)
    known = answer and answer.result not in (None, SuggestionResult.UNKNOWN)
    holds = answer and known and (answer.reasons or answer.result is SuggestionResult.ADOPTED)
    return None if holds else Refused("ADOPTION_NOT_STATED", "请写明是否采纳,不采纳的须说明理由。")


def text_complete(of: Of, intent: Intent) -> Refused | None:
    """Ours [D]: what its document must contain is there."""
    text = _text(of, intent)
    if not text or not text.suggestion:
        return Refused("NO_SUGGESTION", "没有写建议的内容。请写明建议对方做什么。")
    return next((no for name, no in NEEDS.get(text.kind, {}).items() if not getattr(text, name)), None)
