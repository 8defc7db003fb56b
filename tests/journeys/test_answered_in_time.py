"""A roof leaks; the housing bureau answers within the sixty days, and every limit on the way is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianjie_contracts.base import Actor
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_issue_opinion import OfferedOpinion, ReplyIssueOpinion
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import ClaimResult, DeliveryMode, MatterState, ReplyOutcome
from tests.journeys.town import COUNTY, RSJ, ZJJ, Town

LIAISON = Actor(id="liangwei", role="unit_liaison", name="梁伟", org="县住建局")
HEAD = Actor(id="huangzhiqiang", role="unit_head", name="黄志强", org="县住建局")


def _opinion(*answers: ClaimAnswer, **changed: object) -> OfferedOpinion:
    fields = {
        "number": "住建信处〔2026〕57号", "answers": answers, "facts": "三处开裂", "evidence": "勘查笔录", "signed_by": "黄志强",
        "legal_basis": ("《建设工程质量管理条例》第四十条",), "review_organ": "云岭县人民政府",
    }  # fmt: skip
    return OfferedOpinion(**(fields | changed))  # type: ignore[arg-type]


async def _served(town: Town, matter_id: str) -> None:
    event = DeliveryServed(
        occurred_at=town.clock.now(), delivery_id=f"{COUNTY}:d", matter_id=matter_id, county=COUNTY, document="D11.1",
        mode=DeliveryMode.DIRECT, begun_at=town.clock.now(), served_at=town.clock.now(),
    )  # fmt: skip
    town._said("delivery", f"{COUNTY}:{matter_id[-6:]}", event.topic_name(), event)
    await town.settle()


@pytest.mark.asyncio
async def test_a_leaking_roof_is_answered_by_the_bureau_s_own_system_in_time() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏")
    assert town.matter(matter_id).suggestion.unit == ZJJ

    await town.pass_time(timedelta(hours=2))
    await town.dispatch(matter_id)
    unit = {"unit": ZJJ, "matter_id": matter_id, "at": town.clock.now()}
    assert (await town.reply(ReplySignFor(**unit, by=LIAISON))).outcome == ReplyOutcome.DONE
    accepted = await town.reply(
        ReplyAccept(**unit, by=HEAD, handlers=("梁伟", "黄一"), contact="0775-2831010")
    )
    assert accepted.outcome == ReplyOutcome.DONE

    await town.pass_time(timedelta(days=20))
    (claim,) = town.matter(matter_id).claims
    answer = ClaimAnswer(claim_id=claim.claim_id, result=ClaimResult.SUPPORT, text="同意维修")
    opinion = ReplyIssueOpinion(**unit, by=HEAD, drafted_by="梁伟", opinion=_opinion(answer))
    assert (await town.reply(opinion)).outcome == ReplyOutcome.DONE
    await _served(town, matter_id)

    assert town.matter(matter_id).state == MatterState.COMPLETED
    clocks = town.said(matter_id, "deadlines.clocks.v1")
    stopped = {e.clock: e.met for e in clocks if e.type == "clock_stopped"}
    assert stopped == {"C02": True, "C04": True, "C07": True, "C26": True, "C42": True}
    assert [e.clock for e in clocks if e.type == "clock_voided"] == ["C05"]
    started = next(e for e in clocks if e.type == "clock_started" and e.clock == "C07")
    assert (str(started.nominal_on), started.due_at.isoformat()) == (
        "2026-10-02",
        "2026-10-08T15:59:59.999000+00:00",
    )


@pytest.mark.asyncio
async def test_a_wrong_reply_is_refused_with_its_reason_and_can_be_mended() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏")
    await town.dispatch(matter_id)
    unit = {"unit": ZJJ, "matter_id": matter_id, "at": town.clock.now()}

    too_soon = await town.reply(ReplyAccept(**unit, by=LIAISON))
    assert (too_soon.outcome, too_soon.refusal_code) == (ReplyOutcome.REFUSED, "WRONG_STATE")
    await town.reply(ReplySignFor(**unit, by=LIAISON))
    await town.reply(ReplyAccept(**unit, by=HEAD, handlers=("梁伟", "黄一")))
    empty = await town.reply(ReplyIssueOpinion(**unit, by=HEAD, drafted_by="梁伟", opinion=_opinion()))
    assert empty.refusal_code == "CLAIM_UNANSWERED"
    assert "请求 1 还没有答复" in (empty.refusal_zh or "")
    (claim,) = town.matter(matter_id).claims
    answer = ClaimAnswer(claim_id=claim.claim_id, result=ClaimResult.EXPLAIN, text="已列入计划")
    mended = await town.reply(ReplyIssueOpinion(**unit, by=HEAD, drafted_by="梁伟", opinion=_opinion(answer)))
    assert mended.outcome == ReplyOutcome.DONE


@pytest.mark.asyncio
async def test_a_reply_to_nothing_or_to_another_unit_s_matter_is_answered_too() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏")
    await town.dispatch(matter_id)
    foreign = await town.reply(ReplySignFor(unit=RSJ, matter_id=matter_id, at=town.clock.now(), by=LIAISON))
    assert foreign.refusal_code == "NOT_YOUR_MATTER"
    nothing = await town.reply(
        ReplySignFor(unit=RSJ, matter_id=f"{COUNTY}:none", at=town.clock.now(), by=LIAISON)
    )
    assert nothing.refusal_code == "UNKNOWN_MATTER"


@pytest.mark.asyncio
async def test_three_claims_three_units_and_the_lead_waits_for_the_others() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏", "结清木工班组工资", "公开物业费收支")
    roof, wages, fees = (c.claim_id for c in town.matter(matter_id).claims)
    hexi = f"{COUNTY}-hexi"
    await town.dispatch(matter_id, ZJJ, {RSJ: (wages,), hexi: (fees,)})
    for unit in (ZJJ, RSJ, hexi):
        common = {"unit": unit, "matter_id": matter_id, "at": town.clock.now(), "by": HEAD}
        await town.reply(ReplySignFor(**common | {"by": LIAISON}))
        handlers = ("梁伟", "黄一") if unit == ZJJ else ()
        assert (await town.reply(ReplyAccept(**common, handlers=handlers))).outcome == ReplyOutcome.DONE
    clocks = [
        e
        for e in town.said(matter_id, "deadlines.clocks.v1")
        if e.type == "clock_started" and e.clock == "C07"
    ]
    assert {e.unit for e in clocks} == {ZJJ, RSJ, hexi}

    def answered(claim: str) -> ClaimAnswer:
        return ClaimAnswer(claim_id=claim, result=ClaimResult.SUPPORT, text="支持")

    lead = {"unit": ZJJ, "matter_id": matter_id, "at": town.clock.now(), "by": HEAD, "drafted_by": "梁伟"}
    whole = _opinion(*(answered(c) for c in (roof, wages, fees)))
    early = await town.reply(ReplyIssueOpinion(**lead, opinion=whole))
    assert early.refusal_code == "CO_ANSWER_MISSING"
    for unit, claim in ((RSJ, wages), (hexi, fees)):
        own = ReplyIssueOpinion(**lead | {"unit": unit}, opinion=_opinion(answered(claim)))
        assert (await town.reply(own)).outcome == ReplyOutcome.DONE
    assert (await town.reply(ReplyIssueOpinion(**lead, opinion=whole))).outcome == ReplyOutcome.DONE
    assert town.matter(matter_id).state == MatterState.OPINION_READY
