"""The table of recommendations is the specification's; every refusal is provoked; every kind says what its document must contain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.decisions import Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import (
    RecommendationKind as Kind,
    RecommendationState as S,
    SuggestionResult,
)
from services.deadlines.recommendations.lifecycle import OURS, ROWS
from services.deadlines.recommendations.moving import moved
from services.deadlines.recommendations.recommendation import (
    Act,
    Answering,
    Draft,
    Intent,
    Recommendation,
    Remark,
)
from tests.deadlines.builders import at, day
from tests.deadlines.town import MATTER, UNIT
from tests.specified import assert_as_specified

SPECIFICATION: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("specification").joinpath("recommendation.yaml").read_text(encoding="utf-8")
)
SPECIFIED = {row["row"]: row for row in SPECIFICATION["rows"]}
LIANG, TAN = Actor(id="liang", role="supervisor"), Actor(id="tan", role="office_deputy_head")
DRAFT = Draft(
    matter_id=MATTER,
    kind=Kind.IMPROVE,
    unit=UNIT,
    facts="三个月内同一小区反映六次",
    suggestion="当日报告故障",
)
WHOLE = {"policy": "物业服务收费办法", "about": UNIT, "finding": "逾期未答复", "unit_statement": "认可"}
BY = {
    Act.DRAFT: LIANG,
    Act.SEND: TAN,
    Act.DROP: LIANG,
    Act.ANSWER: Actor(id="zjj", role="unit_head"),
    Act.CLOSE: LIANG,
}
BRINGS: dict[Act, Any] = {
    Act.DRAFT: DRAFT,
    Act.ANSWER: Answering(result=SuggestionResult.ADOPTED, text="下月起执行"),
}


def wish(act: Act, brings: Any = None, by: Actor | None = None) -> Intent:
    who = by or BY[act]
    brings = brings or BRINGS.get(act, Remark())
    return Intent(act, who, at("2026-10-09 10:00"), frozenset({who.role}), brings, day("2026-11-09"))


def went(*wishes: Intent) -> Recommendation | Refused:
    held: Recommendation | None = None
    for each in wishes:
        told = moved("450199:r1", "450199", held, each)
        if isinstance(told, Refused):
            return told
        held = Recommendation(told)
    assert held is not None
    return held


def test_every_row_is_carried_over_and_two_are_ours() -> None:
    assert {row.number for row in ROWS} - {"RMD", "RMX"} == set(SPECIFIED)
    assert {state.value for state in S} - {"UNKNOWN", "DRAFTED", "DROPPED"} == set(
        SPECIFICATION["machine"]["states"]
    ) - {"NONE"}


@pytest.mark.parametrize("number", SPECIFIED)
def test_a_row_says_what_the_specification_says(number: str) -> None:
    """Beside it, what was drafted may be sent."""
    row = next(row for row in ROWS if row.number == number)
    assert_as_specified(replace(row, sources=row.sources - {S.DRAFTED}), SPECIFIED[number], OURS)


def test_a_draft_is_approved_by_being_sent_answered_and_closed() -> None:
    done = went(wish(Act.DRAFT), wish(Act.SEND), wish(Act.ANSWER), wish(Act.CLOSE))
    assert isinstance(done, Recommendation), done
    assert (done.state, done.told.answer_by, done.told.result) == (
        S.CLOSED,
        day("2026-11-09"),
        SuggestionResult.ADOPTED,
    )
    assert [step.row for step in done.told.steps] == ["RMD", "RM1", "RM2", "RM3"]
    assert done.told.steps[2].text == "下月起执行"


def test_a_deputy_head_who_writes_it_sends_it_and_a_draft_can_be_dropped() -> None:
    assert isinstance(went(wish(Act.SEND, DRAFT)), Recommendation)
    dropped = went(wish(Act.DRAFT), wish(Act.DROP))
    assert isinstance(dropped, Recommendation)
    assert dropped.state is S.DROPPED


ACCOUNTABLE = DRAFT.model_copy(update={"kind": Kind.ACCOUNTABILITY} | WHOLE)
REFUSED: dict[str, tuple[Intent, ...]] = {
    "NO_RECOMMENDATION_GROUND": (wish(Act.DRAFT, DRAFT.model_copy(update={"facts": ""})),),
    "NO_DEPUTY_APPROVAL": (wish(Act.DRAFT), wish(Act.SEND, by=LIANG)),
    "ADOPTION_NOT_STATED": (
        wish(Act.DRAFT), wish(Act.SEND), wish(Act.ANSWER, Answering(result=SuggestionResult.NOT, text="不办")),
    ),
    "NO_SUGGESTION": (wish(Act.DRAFT, DRAFT.model_copy(update={"suggestion": ""})),),
    "NO_POLICY": (wish(Act.DRAFT, DRAFT.model_copy(update={"kind": Kind.POLICY})),),
    "NO_UNIT_AT_FAULT": (wish(Act.DRAFT, ACCOUNTABLE.model_copy(update={"about": None})),),
    "NO_FINDING": (wish(Act.DRAFT, ACCOUNTABLE.model_copy(update={"finding": ""})),),
    "UNIT_NOT_HEARD": (wish(Act.DRAFT, ACCOUNTABLE.model_copy(update={"unit_statement": ""})),),
    "WRONG_STATE": (wish(Act.DRAFT), wish(Act.CLOSE)),
    "ROLE_NOT_ALLOWED": (wish(Act.DRAFT), wish(Act.SEND), wish(Act.ANSWER, by=LIANG)),
}  # fmt: skip


@pytest.mark.parametrize("code", REFUSED)
def test_a_refusal_says_its_ground_in_the_specification_s_words(code: str) -> None:
    refused = went(*REFUSED[code])
    assert isinstance(refused, Refused), refused
    said = {each["refusal_code"]: each["refusal_zh"] for each in SPECIFICATION["guards"].values()}
    assert refused.code == code
    assert refused.because == said.get(code, refused.because)


def test_who_drafted_it_does_not_approve_it() -> None:
    both = Actor(id="liang", role="office_deputy_head")
    refused = went(wish(Act.DRAFT), wish(Act.SEND, by=both))
    assert isinstance(refused, Refused)
    assert refused.code == "NO_DEPUTY_APPROVAL"


def test_a_whole_text_of_each_kind_is_taken() -> None:
    assert isinstance(went(wish(Act.DRAFT, ACCOUNTABLE)), Recommendation)
    assert isinstance(
        went(wish(Act.DRAFT, DRAFT.model_copy(update={"kind": Kind.POLICY, "policy": "办法"}))),
        Recommendation,
    )
