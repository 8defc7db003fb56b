"""A road that no unit holds to be its own: objected to twice over the bus, designated, and no objection any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.events.reply_object import ReplyObject
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import MatterState as S, ReplyOutcome
from services.routing.domain.roads.disputing import Designation
from services.routing.domain.roads.informing import Gaps
from services.routing.domain.roads.objecting import Finding
from tests.journeys.test_answered_in_time import HEAD, LIAISON
from tests.journeys.town import COUNTY, RSJ, ZJJ, Town

HEXI = f"{COUNTY}-hexi"
FOUND = Finding(reason="经核实，确不属该单位职责")


async def objects(town: Town, matter_id: str, unit: str) -> ReplyAnswered:
    return await town.reply(
        ReplyObject(
            unit=unit, matter_id=matter_id, at=town.clock.now(), by=LIAISON, reasons="该路段为县道", basis="县政府办〔2021〕12号",
            competent_unit="县交通局",
        )
    )  # fmt: skip


async def signs(town: Town, matter_id: str, unit: str) -> None:
    signed = await town.reply(ReplySignFor(unit=unit, matter_id=matter_id, at=town.clock.now(), by=LIAISON))
    assert signed.outcome == ReplyOutcome.DONE


def clocks(town: Town, matter_id: str, unit: str) -> list[str]:
    told = town.said(matter_id, "deadlines.clocks.v1")
    return [f"{e.clock} {e.type.removeprefix('clock_')}" for e in told if e.unit == unit]


@pytest.mark.asyncio
async def test_objected_to_twice_it_is_designated_and_then_nobody_objects() -> None:
    town = Town()
    matter_id = await town.register("补好县道坑槽")
    for n, unit in enumerate((ZJJ, RSJ)):
        await town.dispatch(matter_id, unit)
        await signs(town, matter_id, unit)
        await town.pass_time(timedelta(days=1))
        assert (await objects(town, matter_id, unit)).outcome == ReplyOutcome.DONE
        upheld = await town.office(matter_id, ("uphold_objection", "uphold_objection_again")[n], FOUND)
        assert upheld.refusal is None
    assert (town.matter(matter_id).state, town.matter(matter_id).return_count) == (S.DISPUTED, 2)
    assert sorted(clocks(town, matter_id, ZJJ)) == [
        "C04 held", "C04 started", "C04 voided", "C05 started", "C05 stopped", "C42 started", "C42 stopped",
    ]  # fmt: skip

    refused = await town.office(matter_id, "designate", Designation(unit=HEXI), "office_head")
    assert refused.refusal == "NO_DESIGNATION"
    decision = Designation(unit=HEXI, decision="云政指〔2026〕2号", decided_on=town.clock.now().date())
    assert (await town.office(matter_id, "designate", decision, "office_head")).refusal is None
    await signs(town, matter_id, HEXI)
    assert (await objects(town, matter_id, HEXI)).refusal_code == "DESIGNATED"
    assert clocks(town, matter_id, HEXI) == ["C42 started", "C04 started", "C42 stopped"]
    accepted = ReplyAccept(
        unit=HEXI, matter_id=matter_id, at=town.clock.now(), by=HEAD, handlers=("梁伟", "黄一")
    )
    assert (await town.reply(accepted)).outcome == ReplyOutcome.DONE
    assert town.matter(matter_id).state == S.HANDLING


@pytest.mark.asyncio
async def test_an_objection_after_its_ten_days_is_late_and_said_so_on_the_unit_s_topic() -> None:
    town = Town()
    matter_id = await town.register("补好县道坑槽")
    await town.dispatch(matter_id)
    await signs(town, matter_id, ZJJ)
    assert [window.clock for window in town.matter(matter_id).windows] == ["C05"]
    await town.pass_time(timedelta(days=30))
    late = await objects(town, matter_id, ZJJ)
    assert (late.refusal_code, late.refusal_zh) == ("OBJECTION_LATE", "异议期限已过,应当受理办理。")


@pytest.mark.asyncio
async def test_a_unit_that_gave_a_matter_back_hears_of_it_no_more() -> None:
    town = Town()
    matter_id = await town.register("补好县道坑槽")
    await town.dispatch(matter_id)
    await signs(town, matter_id, ZJJ)
    await objects(town, matter_id, ZJJ)
    await town.office(matter_id, "uphold_objection", FOUND)
    heard = len(town.feed(ZJJ))
    await town.dispatch(matter_id, RSJ)
    assert len(town.feed(ZJJ)) == heard
    assert [fed.state for fed in town.feed(RSJ) if isinstance(fed, MatterRouted)] == [S.DISPATCHED]


@pytest.mark.asyncio
async def test_what_is_missing_is_waited_for_while_the_office_s_own_limit_runs_on() -> None:
    town = Town()
    matter_id = await town.register("补好县道坑槽")
    await town.office(matter_id, "request_info", Gaps(gaps=("坑槽位置",)), "receptionist")
    assert town.matter(matter_id).state == S.AWAITING_INFO
    await town.office(matter_id, "supply_info", None, "receptionist")
    assert town.matter(matter_id).state == S.SCREENING
    told = town.said(matter_id, "deadlines.clocks.v1")
    assert [f"{e.clock} {e.type}" for e in told] == [
        "C02 clock_started", "C40 clock_started", "C40 clock_stopped",
    ]  # fmt: skip
