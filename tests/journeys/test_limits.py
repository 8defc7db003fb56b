"""Nobody has to remember a date: what the end of a limit brings about, happens by itself, on the legal day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import ClaimResult, MatterState as S, ReviewGround
from services.routing.domain.beside import ReviewState as R
from services.routing.domain.roads.applying import Refusal
from services.routing.domain.roads.executing import ExecutionProof
from services.routing.domain.roads.informing import Appointment, Gaps
from tests.journeys.test_answered_in_time import HEAD, LIAISON, _opinion, _served
from tests.journeys.test_reviewed import answered, applies, does
from tests.journeys.town import MONDAY, ZJJ, Town
from tests.routing.builders import a_wish

pytestmark = pytest.mark.asyncio


async def days(town: Town, count: int) -> None:
    """Day by day, as the county lives them."""
    for _ in range(count):
        await town.pass_time(timedelta(days=1))


def told(town: Town, matter_id: str, type_: str) -> dict[str, Any]:
    """The last event of the kind, by clock."""
    return {e.clock: e for e in town.said(matter_id, "deadlines.clocks.v1") if e.type == type_}


async def issued(town: Town, result: ClaimResult = ClaimResult.EXPLAIN) -> str:
    """A matter whose opinion is signed and not yet on its way."""
    matter_id = await town.register("修好屋面渗漏")
    await town.dispatch(matter_id)
    unit = {"unit": ZJJ, "matter_id": matter_id, "at": town.clock.now()}
    (claim,) = town.matter(matter_id).claims
    answer = ClaimAnswer(claim_id=claim.claim_id, result=result, text="已列入计划")
    await town.reply(ReplySignFor(**unit, by=LIAISON))
    await town.reply(ReplyAccept(**unit, by=HEAD, handlers=("梁伟", "黄一")))
    await town.reply(ReplyIssueOpinion(**unit, by=HEAD, drafted_by="梁伟", opinion=_opinion(answer)))
    return matter_id


async def test_never_signed_it_is_deemed_received_at_the_end_of_the_next_working_day() -> None:
    """Dispatched on Monday, 3 August: the fifteen days of notice count from the 4th, whoever looks at it when."""
    town = Town()
    matter_id = await town.register("修好屋面渗漏")
    await town.dispatch(matter_id)
    await days(town, 2)
    lead = town.matter(matter_id).lead
    assert town.matter(matter_id).state == S.DISPATCHED
    assert lead is not None
    assert lead.deemed_received_at is not None
    assert lead.deemed_received_at.isoformat() == "2026-08-04T15:59:59.999000+00:00"
    assert [event.row for event in town.said(matter_id)][-1] == "7.2"
    notice = told(town, matter_id, "clock_started")["C04"]
    assert (notice.unit, str(notice.nominal_on)) == (ZJJ, "2026-08-19")
    signing = told(town, matter_id, "clock_breached")["C42"]
    signed = await town.reply(ReplySignFor(unit=ZJJ, matter_id=matter_id, at=town.clock.now(), by=LIAISON))
    assert signed.refusal_code is None
    stopped = told(town, matter_id, "clock_stopped")["C42"]
    assert (stopped.clock_id, stopped.met, stopped.overdue_days) == (signing.clock_id, False, 1)
    started = [e for e in town.said(matter_id, "deadlines.clocks.v1") if e.type == "clock_started"]
    assert [e.clock for e in started].count("C04") == 1, "receipt was deemed before"


async def test_no_review_is_asked_for_and_the_matter_is_final_on_the_day_after_the_window() -> None:
    """Served on 3 August: the thirty days end on 2 September. For the archive only its papers are still missing."""
    town = Town()
    matter_id = await issued(town)
    await _served(town, matter_id)
    window = told(town, matter_id, "clock_started")["C10"]
    assert (window.unit, str(window.nominal_on)) == (None, "2026-09-02")
    await days(town, 30)
    assert town.matter(matter_id).state == S.COMPLETED
    assert (await town.office(matter_id, "archive", None, "archivist")).refusal == "WRONG_STATE"
    await days(town, 1)
    assert (town.matter(matter_id).state, town.said(matter_id)[-1].row) == (S.FINALIZED, "32")
    assert told(town, matter_id, "clock_lapsed").keys() >= {"C10", "C24"}
    assert (await town.office(matter_id, "archive", None, "archivist")).refusal == "DOSSIER_INCOMPLETE"


async def test_an_application_that_is_refused_gives_the_window_its_original_end_back() -> None:
    town = Town()
    matter_id = await answered(town)
    proof = ExecutionProof(done_on=MONDAY.date(), proof="验收单")
    await does(town, matter_id, a_wish("prove_execution", proof, unit=ZJJ))
    await days(town, 20)
    await applies(town, matter_id, "SQ-1")
    assert "C10" in told(town, matter_id, "clock_stopped")
    await days(town, 2)
    refusal = Refusal(ground=ReviewGround.NEW_CLAIMS, reason="不属于复查范围", remedy="可依法另行反映")
    await does(town, matter_id, a_wish("refuse_review", refusal))
    window = told(town, matter_id, "clock_started")["C10"]
    assert (window.started_at, str(window.nominal_on)) == (MONDAY, "2026-09-02")
    assert {"C11", "C12"} <= told(town, matter_id, "clock_stopped").keys() | told(
        town, matter_id, "clock_voided"
    ).keys()
    await days(town, 9)
    assert (town.matter(matter_id).review, town.matter(matter_id).state) == (R.REFUSED, S.FINALIZED)


async def test_what_is_missing_and_does_not_come_is_waited_for_ten_working_days_and_no_longer() -> None:
    town = Town()
    matter_id = await town.register("补好县道坑槽")
    await town.office(matter_id, "request_info", Gaps(gaps=("坑槽位置",)), "receptionist")
    await days(town, 14)
    assert town.matter(matter_id).state == S.AWAITING_INFO
    await days(town, 1)
    assert (town.matter(matter_id).state, town.said(matter_id)[-1].row) == (S.SCREENING, "3.5")
    assert "C02" not in told(town, matter_id, "clock_held"), "the office's own limit never stood still"


async def test_a_talk_is_waited_for_until_the_day_that_was_agreed_upon() -> None:
    town = Town()
    matter_id = await town.register("补好县道坑槽")
    talk = Appointment(appointment_at=town.clock.now() + timedelta(days=20))
    await town.office(matter_id, "appoint_talk", talk, "receptionist")
    assert str(told(town, matter_id, "clock_started")["C40"].nominal_on) == "2026-08-23"


async def test_an_opinion_that_nobody_sends_counts_as_if_it_had_never_been_issued() -> None:
    """Issued on the 55th day of sixty: five working days for beginning its service, then the hold is cancelled."""
    town = Town()
    matter_id = await issued(town)
    await days(town, 7)
    assert town.said(matter_id)[-1].row == "24"
    await days(town, 1)
    assert (town.said(matter_id)[-1].row, town.said(matter_id)[-1].document) == ("24.3", "D11")
    again = told(town, matter_id, "clock_started")["C07"]
    assert str(again.nominal_on) == "2026-10-02"
    await days(town, 60)
    assert "C07" in told(town, matter_id, "clock_breached")
