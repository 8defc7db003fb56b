"""Nobody acts for sixteen days; somebody comes twice; and an accusation goes where only it may go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianjie_contracts.base import Sealed
from lianjie_contracts.vocabulary import Channel, ClockLevel, MatterClass
from tests.journeys.town import COUNTY, ZJJ, Town


@pytest.mark.asyncio
async def test_a_matter_that_nobody_dispatches_turns_red_and_then_black() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏")
    for _ in range(17):
        await town.pass_time(timedelta(days=1))
    told = [(e.type, getattr(e, "level", None)) for e in town.said(matter_id, "deadlines.clocks.v1")]
    assert told[0][0] == "clock_started"
    assert ("clock_warned", ClockLevel.RED) in told
    assert told[-1][0] == "clock_breached"
    await town.dispatch(matter_id)
    late = next(e for e in town.said(matter_id, "deadlines.clocks.v1") if e.type == "clock_stopped")
    assert (late.clock, late.met) == ("C02", False)


@pytest.mark.asyncio
async def test_a_second_visit_joins_the_matter_and_starts_no_new_limit() -> None:
    town = Town()
    first = await town.register("修好屋面渗漏")
    again = await town.register("催问进度", repeat_of=first, channel=Channel.PHONE)
    assert again == first
    assert len(town.matter(first).item_ids) == 2
    started = [e.clock for e in town.said(first, "deadlines.clocks.v1") if e.type == "clock_started"]
    assert started == ["C02"]


@pytest.mark.asyncio
async def test_a_repeat_that_is_heard_before_the_first_visit_waits_for_it() -> None:
    town = Town()
    waiting = f"{COUNTY}:0b0b0b0b-0000-5000-8000-000000000001"
    await town.register("催问进度", repeat_of=waiting)
    assert town.stores["routing"].waiting_records
    await town.register("修好屋面渗漏", matter_id=waiting)
    assert not town.stores["routing"].waiting_records
    assert len(town.matter(waiting).item_ids) == 2


@pytest.mark.asyncio
async def test_the_author_of_an_accusation_never_enters_a_unit_s_topic() -> None:
    town = Town()
    name = Sealed(key=f"{COUNTY}:k", nonce="QUJD", text="V0hPLVdST1RFLVRISVM=")
    accusation = await town.register(
        "查处截留补贴", matter_class=MatterClass.ACCUSATION, accused_unit=ZJJ, title="检举截留补贴", main_content="检举内容在此",
    )  # fmt: skip
    matter = town.matter(accusation)
    assert matter.restricted
    assert matter.suggestion.unit == f"{COUNTY}-jwjw"
    refused = await town.dispatch(accusation, ZJJ)
    assert refused.refusal == "ACCUSED_IS_TARGET"
    on_feeds = b"".join(r.value or b"" for r in town.bus.records if r.topic.startswith("routed."))
    assert name.text.encode() not in on_feeds
    assert "检举内容在此".encode() not in on_feeds
