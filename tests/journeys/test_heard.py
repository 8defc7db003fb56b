"""Heard and answered; revoked for a hearing that was owed, under the local rule alone; and who has an interest keeps out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lianjie_contracts.base import Actor
from lianjie_contracts.events.application_made import ApplicationMade
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import (
    Application,
    ClaimResult,
    HearingKind,
    MatterState as S,
    ReplyOutcome,
    ReviewDecision as D,
    RevocationGround,
)
from services.routing.decide import decide
from services.routing.domain.beside import HearingState as H, ReviewState as R
from services.routing.domain.matter import Matter
from services.routing.domain.roads.handling import NewHandlers
from services.routing.domain.roads.holding import Conclusion, KeyFacts, Notice
from services.routing.domain.roads.recusing import Request, Ruling
from services.routing.store import MATTERS
from tests.journeys.test_answered_in_time import HEAD, LIAISON, _opinion, _served
from tests.journeys.test_reviewed import STEPS, applies, does, serves
from tests.journeys.town import COUNTY, ZJJ, Town
from tests.routing.builders import a_wish
from tests.routing.roads import LAWFUL
from tests.routing.roads.hearing import CITIZEN, WHY
from tests.routing.roads.review import paper

BINZHOU, NATIONAL = "shandong_binzhou_2023", "national_2022"
OFFICERS = ("覃芳", "陆明", "韦一")


async def in_hand(town: Town, profile: str = NATIONAL, **more: Any) -> str:
    matter_id = await town.register("修好屋面渗漏", profile=profile, **more)
    await town.dispatch(matter_id)
    unit = {"unit": ZJJ, "matter_id": matter_id, "at": town.clock.now()}
    await town.reply(ReplySignFor(**unit, by=LIAISON))
    await town.reply(ReplyAccept(**unit, by=HEAD, handlers=("梁伟", "黄一")))
    return matter_id


async def asks_for_a_hearing(town: Town, matter_id: str, by: Actor = CITIZEN) -> None:
    made = ApplicationMade(
        occurred_at=town.clock.now(), by=by, matter_id=matter_id, county=COUNTY, application=Application.HEARING,
        number="TZ-1", reason="对责任认定有争议",
    )  # fmt: skip
    town._said("requests", f"{matter_id}:TZ-1", made.topic_name(), made)
    await town.settle()


async def answers(town: Town, matter_id: str, drafted_by: str = "梁伟", **opinion: Any) -> Any:
    (claim,) = town.matter(matter_id).claims
    answer = ClaimAnswer(claim_id=claim.claim_id, result=ClaimResult.SUPPORT, text="同意维修")
    return await town.reply(ReplyIssueOpinion(
        unit=ZJJ, matter_id=matter_id, at=town.clock.now(), by=HEAD, drafted_by=drafted_by,
        opinion=_opinion(answer).model_copy(update=opinion),
    ))  # fmt: skip


def revoking(town: Town, ground: RevocationGround) -> Any:
    due = town.clock.now().date() + timedelta(days=30)
    return a_wish("sign_review", paper(D.REVOKE_REDO, redo_due_on=due, ground=ground))


async def code_of(town: Town, matter_id: str, wish: Any) -> str | None:
    def decision(held: Matter | None) -> Any:
        return decide(held, [replace(wish, at=town.clock.now())])

    return (await town.command("routing", MATTERS, matter_id, decision)).refusal


@pytest.mark.asyncio
async def test_who_asks_for_a_hearing_is_heard_and_answered() -> None:
    town = Town()
    matter_id = await in_hand(town)
    await does(town, matter_id, LAWFUL["H1"][1])
    await asks_for_a_hearing(town, matter_id)
    assert town.matter(matter_id).hearing == H.REQUESTED
    day = town.clock.now() + timedelta(days=15)
    notice = Notice(
        kind=HearingKind.SIMPLE, held_at=day, place="二楼听证室", host="农卫东", officers=OFFICERS
    )
    await does(town, matter_id, a_wish("decide_hearing", WHY), a_wish("notify_hearing", notice))
    await town.pass_time(timedelta(days=15))
    found = Conclusion(conclusion="裂缝系施工质量所致", agreeing=OFFICERS[:2], record_signed=True)
    facts = KeyFacts(key_facts="三处开裂，责任在施工单位")
    await does(
        town, matter_id, a_wish("open_hearing", WHY), a_wish("hold_hearing"), a_wish("conclude_hearing", found),
        a_wish("close_hearing"), a_wish("enter_hearing", facts),
    )  # fmt: skip
    assert (await answers(town, matter_id)).outcome == ReplyOutcome.DONE
    await _served(town, matter_id)
    assert (town.matter(matter_id).state, town.matter(matter_id).hearing) == (S.COMPLETED, H.ENTERED)
    told = [event.row for event in town.said(matter_id)]
    assert told[4:-3] == ["17", "H1", "H2", "H4", "H6", "20", "H7", "H10", "20.2", "H11"]


@pytest.mark.asyncio
async def test_a_newcomer_is_told_that_nobody_can_hear_the_matter_yet() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏")
    await asks_for_a_hearing(town, matter_id)
    declined = town.said(matter_id)[-1]
    assert (declined.type, declined.code) == ("matter_application_declined", "NOBODY_IN_CHARGE")
    assert town.matter(matter_id).hearing == H.NONE


@pytest.mark.asyncio
async def test_an_opinion_without_the_right_told_is_not_issued_under_the_local_rule() -> None:
    town = Town()
    here, elsewhere = await in_hand(town, BINZHOU), await in_hand(town)
    refused = await answers(town, here, hearing_right_told=False)
    assert (refused.outcome, refused.refusal_code) == (ReplyOutcome.REFUSED, "HEARING_RIGHT_NOT_TOLD")
    assert (await answers(town, elsewhere, hearing_right_told=False)).outcome == ReplyOutcome.DONE
    await does(town, here, LAWFUL["H1"][1])
    assert (await answers(town, here, hearing_right_told=False)).outcome == ReplyOutcome.DONE


@pytest.mark.asyncio
async def test_a_decision_is_revoked_for_a_hearing_right_not_told_in_binzhou_only() -> None:
    """The text says that the right was told; the panel finds that it was not."""
    town = Town()
    for profile in (BINZHOU, NATIONAL):
        matter_id = await in_hand(town, profile)
        await answers(town, matter_id)
        await _served(town, matter_id)
        await applies(town, matter_id, f"SQ-{profile}")
        await does(town, matter_id, *(LAWFUL[row][1] for row in STEPS))
        wish = revoking(town, RevocationGround.HEARING_RIGHT)
        if profile == NATIONAL:
            assert await code_of(town, matter_id, wish) == "HEARING_GROUND_LOCAL"
            assert town.matter(matter_id).state == S.COMPLETED
            continue
        await does(town, matter_id, wish)
        await serves(town, matter_id, "D12.3")
        matter = town.matter(matter_id)
        assert (matter.state, matter.review, matter.opinion, matter.hearing) == (
            S.HANDLING,
            R.NONE,
            None,
            H.NONE,
        )


@pytest.mark.asyncio
async def test_a_hearing_asked_for_in_time_and_not_held_leaves_the_panel_in_binzhou_no_choice() -> None:
    town = Town()
    for profile in (BINZHOU, NATIONAL):
        matter_id = await in_hand(town, profile)
        await does(town, matter_id, LAWFUL["H1"][1])
        await asks_for_a_hearing(town, matter_id)
        await answers(town, matter_id)
        assert town.matter(matter_id).hearing_missed
        await _served(town, matter_id)
        await applies(town, matter_id, f"SQ-{profile}")
        await does(town, matter_id, *(LAWFUL[row][1] for row in STEPS))
        upheld = a_wish("sign_review", paper())
        if profile == BINZHOU:
            assert await code_of(town, matter_id, upheld) == "HEARING_RIGHT_MISSED"
            await does(town, matter_id, revoking(town, RevocationGround.HEARING_RIGHT))
        else:
            await does(town, matter_id, upheld)
        assert town.matter(matter_id).review == R.SIGNED


@pytest.mark.asyncio
async def test_a_recusal_blocks_at_once_and_a_successor_goes_on() -> None:
    town = Town()
    matter_id = await in_hand(town)
    await does(
        town, matter_id, a_wish("apply_recusal", Request(person="梁伟", reason="与信访人是亲属"), unit=None)
    )
    blocked = await answers(town, matter_id)
    assert (blocked.outcome, blocked.refusal_code) == (ReplyOutcome.REFUSED, "RECUSAL_PENDING")
    others = NewHandlers(handlers=("农立新", "黄一"), handover="移交案卷 1 册，接收人农立新")
    await does(town, matter_id, a_wish("grant_recusal", Ruling(person="梁伟", reason="情况属实")))
    await does(town, matter_id, a_wish("replace_handler", others))
    assert (await answers(town, matter_id)).refusal_code == "RECUSAL_PENDING"
    assert (await answers(town, matter_id, "农立新")).outcome == ReplyOutcome.DONE
