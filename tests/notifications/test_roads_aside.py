"""Texts of what befalls a matter beside its straight road: hearings, recusals, mergings and splits, reports to leaders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lianjie_contracts.base import Actor, Assignment
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_extended import MatterExtended
from lianjie_contracts.events.matter_hearing_notified import MatterHearingNotified
from lianjie_contracts.events.matter_hearing_prepared import MatterHearingPrepared
from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_recusal_applied import MatterRecusalApplied
from lianjie_contracts.events.matter_recusal_decided import MatterRecusalDecided
from lianjie_contracts.events.matter_reported_up import MatterReportedUp
from lianjie_contracts.events.matter_review_answered import MatterReviewAnswered
from lianjie_contracts.events.matter_split import MatterSplit
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.vocabulary import (
    Addressee,
    AssignmentRole,
    HearingKind,
    ReportForm,
    ReportGround,
    ReviewStage,
    TransferMode,
)
from services.notifications.opening import open_letter
from services.notifications.rendering import PAPER_NOTE, render
from services.notifications.store import DELIVERIES, SHEETS
from tests.notifications.builders import NOW
from tests.notifications.town import COUNTY, HEAD, MATTER, SAFE, UNIT, Town, accepted, issued, opened, told

pytestmark = pytest.mark.asyncio
LEAD = Actor(id="lead@450199", role="review_lead", name="覃芳")
ROUTER = Actor(id="router@450199", role="router", name="路由")
HOST = Actor(id="host@450199", role="hearing_host", name="农卫东")
CLERK = Actor(id="clerk@450199", role="letter_clerk", name="韦晓梅")
OTHER = f"{COUNTY}:matter-2"


async def a_town() -> Town:
    town = Town()
    await town.hear(town.key(), town.item(), opened())
    return town


async def text(town: Town, document: str) -> str:
    letter = await open_letter(town.store, SAFE, town.id_of(document))
    assert letter is not None
    return render(document, letter.words(), PAPER_NOTE).text


def sent(unit: str = UNIT) -> MatterDispatched:
    share = Assignment(
        assignment_id="a1", unit=unit, unit_name="县住建局", role=AssignmentRole.LEAD, mode=TransferMode.FORWARD,
        claim_ids=("c1", "c2"),
    )  # fmt: skip
    return told(
        MatterDispatched, row="6", mode=TransferMode.FORWARD, assignments=(share,),
        by=ROUTER,
    )  # fmt: skip


def prepared(row: str, by: Actor, **said: Any) -> MatterHearingPrepared:
    return told(MatterHearingPrepared, row=row, by=by, **said)


def notice() -> MatterHearingNotified:
    said = told(MatterHearingPrepared, row="H6", by=HOST).model_dump(exclude={"number", "reason", "remedy"})
    return MatterHearingNotified(
        **said, kind=HearingKind.SIMPLE, held_at=NOW + timedelta(days=15), place="二楼听证室", host="农卫东",
        officers=("覃芳", "陆明", "韦一"),
    )  # fmt: skip


async def test_a_hearing_is_notified_by_the_unit_that_decided_on_it() -> None:
    town = await a_town()
    await town.hear(sent(), prepared("H1", HEAD), prepared("H4", HEAD), notice())
    assert "云岭县住建局" in await text(town, "D15.1")
    said = await text(town, "D15.2")
    assert "住建听通〔2026〕1号" in said
    assert "听证员：覃芳、陆明、韦一" in said
    papers = [d.paper for d in town.deliveries().values() if d.paper.document == "D15.2"]
    assert [paper.to for paper in papers] == [Addressee.PETITIONER]


async def test_while_a_review_runs_the_organ_above_holds_the_hearing_and_the_unit_is_bidden_to_it() -> None:
    town = await a_town()
    answered = told(
        MatterReviewAnswered, row="27.4", stage=ReviewStage.REVIEW, organ="云岭县人民政府", by=LEAD
    )
    await town.hear(sent(), answered, prepared("H4", LEAD), notice())
    assert "云岭县人民政府" in await text(town, "D15.2")
    both = [d.paper.to for d in town.store.all(DELIVERIES).values() if d.paper.document == "D15.2"]
    assert sorted(both) == [Addressee.PETITIONER, Addressee.UNIT]


@pytest.mark.parametrize(
    ("number", "to"), [("45019920261121L00001-2", Addressee.PETITIONER), ("", Addressee.FILE)]
)
async def test_who_asked_that_somebody_keep_out_is_answered(number: str, to: Addressee) -> None:
    town = await a_town()
    asks = told(MatterRecusalApplied, row="RC1", person="梁伟", reason="与对方系亲属", number=number)
    await town.hear(sent(), asks, told(MatterRecusalDecided, row="RC2", person="梁伟", granted=True))
    assert town.deliveries()["D21.1"].paper.to == to
    said = await text(town, "D21.1")
    assert "与对方系亲属" in said
    assert "决定回避" in said


async def test_what_nobody_had_in_hand_is_told_as_a_repeat_and_what_somebody_had_as_made_one() -> None:
    town = await a_town()
    first = opened(matter_id=OTHER, item_id=f"{COUNTY}:item-2", item_no="45019920261101L00007")
    await town.hear(
        first, told(MatterMerged, by=ROUTER, row="42", into=OTHER, into_no="45019920261101L00007")
    )
    assert "同一人就同一事实" in await text(town, "D23.1")
    assert "D23.2" not in town.deliveries()

    town = await a_town()
    await town.hear(
        first, sent(), told(MatterMerged, by=ROUTER, row="42", into=OTHER, into_no="45019920261101L00007")
    )
    assert "并入编号45019920261101L00007" in await text(town, "D23.2")
    assert "D23.1" not in town.deliveries()


async def test_a_merging_heard_before_its_survivor_waits_for_it() -> None:
    town = await a_town()
    await town.hear(told(MatterMerged, by=ROUTER, row="42", into=OTHER))
    assert not {"D23.1", "D23.2"} & set(town.deliveries())
    await town.hear(opened(matter_id=OTHER, item_id=f"{COUNTY}:item-2", item_no="45019920261101L00007"))
    await town.sweep()
    assert "D23.1" in town.deliveries()


async def test_the_survivor_has_the_items_and_claims_it_took_in() -> None:
    town = await a_town()
    await town.hear(
        told(
            MatterAbsorbed,
            row="42",
            absorbed=OTHER,
            item_ids=(f"{COUNTY}:item-2",),
            item_nos=("45019920261122L00002",),
        )
    )
    assert town.store.all(SHEETS)[MATTER].items == (f"{COUNTY}:item-1", f"{COUNTY}:item-2")


async def test_of_a_matter_made_two_each_claim_is_told_once_and_the_gone_one_is_answered_elsewhere() -> None:
    town = await a_town()
    await town.hear(sent(), told(MatterSplit, by=ROUTER, row="43", sister=OTHER, claim_ids=("c2",)))
    said = await text(town, "D06.5")
    assert "原事项：修好屋面" in said
    assert "分出的事项：公开维修资金" in said
    assert town.store.all(SHEETS)[MATTER].claims == {"c1": "修好屋面。"}


async def test_on_the_simple_road_the_answer_is_the_simple_one_and_its_service_waits_as_an_opinion_s() -> (
    None
):
    town = await a_town()
    await town.hear(sent(), accepted(row="46"), issued())
    assert "适用简易办理" in await text(town, "D11.3")
    assert "D11.1" not in town.deliveries()


async def test_a_leader_is_told_the_instruction_is_entered_and_answered() -> None:
    town = await a_town()
    report = told(
        MatterReportedUp,
        row="RU1",
        ground=ReportGround.GROUP,
        form=ReportForm.REQUEST,
        text="四十户反映渗漏",
        by=CLERK,
    )
    entered = told(
        MatterReportedUp, row="RU4", leader="县长", text="限期解决", given_on=date(2026, 11, 20), scan="批示扫描件",
        due_on=date(2026, 12, 1), by=CLERK,
    )  # fmt: skip
    answer = told(
        MatterReportedUp,
        row="RU7",
        number="云信批复〔2026〕3号",
        handling="已查勘",
        opinion="属实",
        result="已修复",
        by=CLERK,
    )
    await town.hear(sent(), report, entered, answer)
    assert {"D20.2", "D20.6", "D20.7"} <= set(town.deliveries())
    assert not {"D20.1", "D20.3", "D20.5"} & set(town.deliveries())
    said = await text(town, "D20.7")
    for words in (
        "云信批复〔2026〕3号",
        "县长（2026年11月20日）：限期解决",
        "办理情况：已查勘",
        "结果：已修复",
    ):
        assert words in said


async def test_an_extension_says_its_new_day_and_that_rest_days_are_passed_over() -> None:
    town = await a_town()
    longer = told(
        MatterExtended, row="21", unit=UNIT, days=30, reason="须鉴定", extended_on=date(2027, 2, 20)
    )
    await town.hear(sent(), longer)
    assert "至2027年2月20日；该日是法定休假日的，顺延" in await text(town, "D10.1")


async def test_an_answered_question_is_told_in_writing_with_who_has_it_and_how_far() -> None:
    town = await a_town()
    said = ProgressAnswered(
        occurred_at=NOW,
        by=CLERK,
        matter_id=MATTER,
        county=COUNTY,
        number="45019920261121L00001-1",
        text="下周进场。",
    )
    await town.hear(sent(), said)
    letter = await text(town, "D25.2")
    for words in ("信询〔2026〕1号", "由云岭县住建局承办", "办理阶段：正在办理", "情况：下周进场。"):
        assert words in letter
    assert town.deliveries()["D25.2"].paper.courtesy
