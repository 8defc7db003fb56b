"""A small matter takes the simple road: marked when it is sent, accepted and answered in its short limits, or put back (46; C22, C23)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.events.matter_simple_left import MatterSimpleLeft
from lianjie_contracts.events.reply_act import ReplyAct
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import MatterState as S, Purpose
from tests.journeys.test_answered_in_time import LIAISON
from tests.journeys.test_limits import days, told
from tests.journeys.town import RSJ, ZJJ, Town

pytestmark = pytest.mark.asyncio


async def signed(town: Town) -> str:
    """Somebody asks something; it goes to the bureau as simple, and the bureau has signed for it."""
    matter_id = await town.register("房屋维修资金怎样申请", purpose=Purpose.CONSULT)
    assert town.matter(matter_id).suggestion.simple
    assert (await town.dispatch(matter_id, simple=True)).refusal is None
    await town.reply(ReplySignFor(unit=ZJJ, matter_id=matter_id, at=town.clock.now(), by=LIAISON))
    return matter_id


async def test_accepted_in_time_it_is_to_be_answered_in_ten_working_days() -> None:
    town = Town()
    matter_id = await signed(town)
    assert [e for e in town.feed(ZJJ) if isinstance(e, MatterRouted)][-1].simple
    await days(town, 2)
    reply = ReplyAct(unit=ZJJ, matter_id=matter_id, at=town.clock.now(), by=LIAISON, act="accept_simple")
    await town.reply(reply)
    assert (town.matter(matter_id).state, town.matter(matter_id).simple) == (S.ACCEPTED, True)
    assert told(town, matter_id, "clock_stopped")["C23"].met
    started = told(town, matter_id, "clock_started")
    assert "C07" not in started
    assert str(started["C22"].nominal_on) == "2026-08-19"


async def test_not_accepted_in_three_working_days_it_goes_the_ordinary_road_with_the_ordinary_limit() -> None:
    town = Town()
    matter_id = await signed(town)
    before = told(town, matter_id, "clock_started")["C04"].due_at
    await days(town, 5)
    (left,) = (event for event in town.said(matter_id) if isinstance(event, MatterSimpleLeft))
    assert (left.row, town.matter(matter_id).simple, town.matter(matter_id).state) == (
        "46.4",
        False,
        S.RECEIVED,
    )
    clocks = town.said(matter_id, "deadlines.clocks.v1")
    assert {e.clock for e in clocks if e.type in ("clock_stopped", "clock_voided")} >= {"C23"}
    assert told(town, matter_id, "clock_started")["C04"].due_at == before
    assert "C04" not in {e.clock for e in clocks if e.type in ("clock_stopped", "clock_voided")}


async def test_what_two_units_must_answer_is_not_sent_as_simple() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏", "拖欠的工资")
    (_, wages) = town.matter(matter_id).claims
    refused = await town.dispatch(matter_id, co={RSJ: (wages.claim_id,)}, simple=True)
    assert refused.refusal == "NOT_SIMPLE"
    assert (await town.dispatch(matter_id, co={RSJ: (wages.claim_id,)})).refusal is None
    await town.pass_time(timedelta(hours=1))
    assert not town.matter(matter_id).simple
