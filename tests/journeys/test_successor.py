"""A unit is merged into another: what it had in hand goes on there, with its limits, its history and its right to be answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianjie_contracts.base import Actor
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import ClaimResult, MatterState as S, ReplyOutcome
from services.deadlines.store import SHEETS
from services.routing.domain.roads.succeeding import Succession
from services.workbench.store import MATTERS as VIEWS
from tests.journeys.test_reviewed import _opinion
from tests.journeys.town import RSJ, ZJJ, Town

pytestmark = pytest.mark.asyncio
PAPER = Succession(former=ZJJ, successor=RSJ, reason="云编发〔2026〕12号")
HEAD = Actor(id="head", role="unit_head", name="黄志强")
LIAISON = Actor(id="liaison", role="unit_liaison", name="梁雨桐")


def _limits(town: Town, matter_id: str) -> dict[str, object]:
    sheet = town.stores["deadlines"].all(SHEETS)[matter_id]
    return {
        clock.id: clock.due_at for clock in sheet.clocks if clock.assignment_id and clock.state == "RUNNING"
    }


async def test_the_successor_goes_on_where_the_former_unit_stood() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏")
    await town.dispatch(matter_id)
    await town.reply(ReplySignFor(unit=ZJJ, matter_id=matter_id, at=town.clock.now(), by=LIAISON))
    await town.reply(
        ReplyAccept(unit=ZJJ, matter_id=matter_id, at=town.clock.now(), by=HEAD, handlers=("梁伟", "黄一"))
    )
    await town.pass_time(timedelta(days=10))
    before, share = _limits(town, matter_id), town.matter(matter_id).assignments[0]

    unproved = await town.office(matter_id, "hand_to_successor", PAPER.model_copy(update={"reason": ""}))
    assert unproved.refusal == "NO_SUCCESSION_PAPER"
    assert (await town.office(matter_id, "hand_to_successor", PAPER)).refusal is None

    held = town.matter(matter_id)
    (taken,) = held.assignments
    assert (taken.unit, taken.assignment_id, taken.state) == (RSJ, share.assignment_id, share.state)
    assert (held.state, held.claims[0].unit) == (S.HANDLING, RSJ)
    assert "C07" in before
    assert _limits(town, matter_id) == before
    view = town.stores["workbench"].all(VIEWS)[matter_id]
    assert view.units == (RSJ,)
    assert view.unit_due.keys() == {RSJ}

    answer = ClaimAnswer(claim_id=held.claims[0].claim_id, result=ClaimResult.SUPPORT, text="同意维修")
    opinion = {
        "matter_id": matter_id,
        "at": town.clock.now(),
        "by": HEAD,
        "drafted_by": "梁伟",
        "opinion": _opinion(answer),
    }
    former = await town.reply(ReplyIssueOpinion(unit=ZJJ, **opinion))
    assert former.refusal_code == "NOT_YOUR_MATTER"
    done = await town.reply(ReplyIssueOpinion(unit=RSJ, **opinion))
    assert (done.outcome, town.matter(matter_id).state) == (ReplyOutcome.DONE, S.OPINION_READY)
    again = await town.office(matter_id, "hand_to_successor", PAPER)
    assert again.refusal == "NOTHING_TO_SUCCEED"
