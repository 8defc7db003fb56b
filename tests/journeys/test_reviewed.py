"""Supported, executed, reviewed all the same; revoked and done again; and an application that comes too late is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chassis.decisions import Decision
from lianjie_contracts.base import Actor
from lianjie_contracts.events.application_made import ApplicationMade
from lianjie_contracts.events.application_withdrawn import ApplicationWithdrawn
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import (
    Application,
    ClaimResult,
    DeliveryMode,
    MatterState as S,
    ReviewDecision,
)
from services.routing.decide import decide
from services.routing.domain.beside import ExecutionState, ReviewState as R
from services.routing.domain.matter import Matter
from services.routing.domain.roads.executing import ExecutionProof
from services.routing.store import MATTERS
from tests.journeys.test_answered_in_time import HEAD, LIAISON, _opinion, _served
from tests.journeys.town import COUNTY, MONDAY, ZJJ, Town
from tests.routing.builders import a_wish
from tests.routing.roads import LAWFUL
from tests.routing.roads.review import paper

CITIZEN = Actor(id="petitioner", role="petitioner")


async def answered(town: Town, **changed: Any) -> str:
    """A matter whose opinion supports the claim and has reached the petitioner."""
    matter_id = await town.register("修好屋面渗漏", **changed)
    await town.dispatch(matter_id)
    unit = {"unit": ZJJ, "matter_id": matter_id, "at": town.clock.now()}
    (claim,) = town.matter(matter_id).claims
    answer = ClaimAnswer(claim_id=claim.claim_id, result=ClaimResult.SUPPORT, text="同意维修")
    await town.reply(ReplySignFor(**unit, by=LIAISON))
    await town.reply(ReplyAccept(**unit, by=HEAD, handlers=("梁伟", "黄一")))
    await town.reply(ReplyIssueOpinion(**unit, by=HEAD, drafted_by="梁伟", opinion=_opinion(answer)))
    await _served(town, matter_id)
    assert town.matter(matter_id).execution == ExecutionState.EXECUTING
    return matter_id


async def does(town: Town, matter_id: str, *wishes: Any) -> None:
    def decision(held: Matter | None) -> Decision[Matter]:
        return decide(held, [replace(wish, at=town.clock.now()) for wish in wishes])

    answer = await town.command("routing", MATTERS, matter_id, decision)
    assert answer.refusal is None, answer.because


async def applies(town: Town, matter_id: str, number: str, **more: Any) -> None:
    made = ApplicationMade(
        occurred_at=town.clock.now(), by=CITIZEN, matter_id=matter_id, county=COUNTY, application=Application.REVIEW,
        number=number, reason="对答复不服", **more,
    )  # fmt: skip
    town._said("requests", f"{matter_id}:{number}", made.topic_name(), made)
    await town.settle()


async def serves(town: Town, matter_id: str, document: str) -> None:
    now = town.clock.now()
    served = DeliveryServed(
        occurred_at=now, delivery_id=f"{COUNTY}:{document}", matter_id=matter_id, county=COUNTY, document=document,
        mode=DeliveryMode.DIRECT, begun_at=now, served_at=now,
    )  # fmt: skip
    town._said("delivery", f"{COUNTY}:{document}:{matter_id}", served.topic_name(), served)
    await town.settle()


STEPS = ("27.4", "27.6", "27.9")


def signs(matter: Matter, decision: ReviewDecision) -> Sequence[Any]:
    changed = {ReviewDecision.CHANGE: {"answers": tuple(
        ClaimAnswer(claim_id=claim.claim_id, result=ClaimResult.SUPPORT, text="限期维修") for claim in matter.claims
    )}}.get(decision, {})  # fmt: skip
    return (
        *(LAWFUL[row][1] for row in STEPS),
        a_wish("sign_review", paper(decision, **changed)),
    )


@pytest.mark.asyncio
async def test_supported_executed_and_reviewed_all_the_same() -> None:
    town = Town()
    matter_id = await answered(town)
    proof = ExecutionProof(done_on=MONDAY.date(), proof="验收单")
    await does(town, matter_id, a_wish("prove_execution", proof, unit=ZJJ))
    await applies(town, matter_id, "SQ-1")
    assert (town.matter(matter_id).review, town.matter(matter_id).state) == (R.APPLIED, S.COMPLETED)
    await does(town, matter_id, *signs(town.matter(matter_id), ReviewDecision.CHANGE))
    await serves(town, matter_id, "D12.2")

    matter = town.matter(matter_id)
    assert (matter.state, matter.review, matter.execution) == (
        S.COMPLETED,
        R.CHANGED,
        ExecutionState.EXECUTING,
    )
    told = [event.row for event in town.said(matter_id)]
    assert told[-7:] == ["39", "27", *STEPS, "28", "28.2"]


@pytest.mark.asyncio
async def test_a_revoked_opinion_is_given_anew_within_new_sixty_days() -> None:
    town = Town()
    matter_id = await answered(town)
    await applies(town, matter_id, "SQ-1")
    await town.pass_time(timedelta(days=10))
    revoke = a_wish(
        "sign_review",
        paper(ReviewDecision.REVOKE_REDO, redo_due_on=town.clock.now().date() + timedelta(days=30)),
    )
    await does(town, matter_id, *(LAWFUL[row][1] for row in STEPS), revoke)
    await serves(town, matter_id, "D12.3")

    matter = town.matter(matter_id)
    assert (matter.state, matter.review, matter.opinion, matter.execution) == (
        S.HANDLING, R.NONE, None, ExecutionState.NONE,
    )  # fmt: skip
    started = [
        e
        for e in town.said(matter_id, "deadlines.clocks.v1")
        if e.type == "clock_started" and e.clock == "C07"
    ]
    assert len(started) == 2
    assert started[-1].started_at == town.clock.now()


@pytest.mark.asyncio
async def test_an_application_taken_back_ends_the_review_and_may_be_made_again() -> None:
    town = Town()
    matter_id = await answered(town)
    await applies(town, matter_id, "SQ-1")
    taken_back = ApplicationWithdrawn(
        occurred_at=town.clock.now(), by=CITIZEN, matter_id=matter_id, county=COUNTY, application=Application.REVIEW,
        number="SQ-2", reason="已经协商解决",
    )  # fmt: skip
    town._said("requests", f"{matter_id}:SQ-2", taken_back.topic_name(), taken_back)
    await town.settle()
    assert (town.matter(matter_id).review, town.matter(matter_id).state) == (R.WITHDRAWN, S.COMPLETED)
    assert town.said(matter_id)[-1].row == "40"
    await applies(town, matter_id, "SQ-3")
    assert town.matter(matter_id).review == R.APPLIED


@pytest.mark.asyncio
async def test_who_applies_too_late_is_told_why_and_what_else_may_be_done() -> None:
    town = Town()
    matter_id = await answered(town)
    await town.pass_time(timedelta(days=31))

    await applies(town, matter_id, "SQ-1")
    declined = town.said(matter_id)[-1]
    assert (declined.type, declined.code) == ("matter_application_declined", "REVIEW_WINDOW_LAPSED")
    await applies(town, matter_id, "SQ-2", good_reason="住院")
    assert town.matter(matter_id).review == R.APPLIED
    assert town.said(matter_id)[-1].row == "27.2"
