"""What a petitioner takes back too late is answered: with the reason, what is open instead, on the own page and in the history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lianjie_contracts.events.application_withdrawn import ApplicationWithdrawn
from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked
from lianjie_contracts.events.withdrawal_taken_back import WithdrawalTakenBack
from lianjie_contracts.vocabulary import Application, MatterState as S, ReviewDecision
from services.routing.domain.beside import ReviewState as R
from services.workbench.language import language
from services.workbench.store import MATTERS as VIEWS
from services.workbench.views.citizen_requests import asked_of
from tests.journeys.test_reviewed import CITIZEN, answered, applies, does, serves, signs
from tests.journeys.town import COUNTY, Town

pytestmark = pytest.mark.asyncio
WORDS = language("zh")


async def wishes(town: Town, matter_id: str, kind: Any, number: str, **more: Any) -> None:
    """As intake tells of it, under the petitioner's number."""
    event = kind(
        occurred_at=town.clock.now(), by=CITIZEN, matter_id=matter_id, county=COUNTY, item_no="45019920260803V00001", number=number, **more,
    )  # fmt: skip
    town._said("requests", f"{matter_id}:{number}", event.topic_name(), event)
    await town.settle()


def answers(town: Town, matter_id: str) -> list[str]:
    """What the petitioner's own page says to what was asked, the latest first."""
    view = town.stores["workbench"].all(VIEWS)[matter_id]
    return [each.answer for each in asked_of(view, "45019920260803V00001", town.clock.now(), WORDS)]


async def test_a_review_that_is_signed_goes_on_and_says_what_may_follow() -> None:
    town = Town()
    matter_id = await answered(town)
    await applies(town, matter_id, "SQ-1")
    await does(town, matter_id, *signs(town.matter(matter_id), ReviewDecision.UPHOLD))
    await wishes(town, matter_id, ApplicationWithdrawn, "SQ-2", application=Application.REVIEW)
    assert town.matter(matter_id).review == R.SIGNED
    declined = town.said(matter_id)[-1]
    assert (declined.type, declined.wish, declined.number) == (
        "matter_wish_declined",
        "withdraw_review",
        "SQ-2",
    )
    assert "可以申请复核" in declined.remains
    (said,) = answers(town, matter_id)
    assert declined.because in said
    assert "收到后30日内可以申请复核" in said
    last = town.stores["workbench"].all(VIEWS)[matter_id].timeline[-1]
    assert (last.type, last.facts["wish"]) == ("matter_wish_declined", "withdraw_review")

    await serves(town, matter_id, "D12.1")
    await wishes(town, matter_id, ApplicationWithdrawn, "SQ-3", application=Application.REVIEW)
    assert "9月" in town.said(matter_id)[-1].remains


async def test_a_regret_after_the_day_is_told_that_the_matter_has_ended() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏")
    await wishes(town, matter_id, WithdrawalAsked, "SQ-1")
    await town.pass_time(timedelta(hours=25))
    assert town.matter(matter_id).state == S.WITHDRAWN
    await wishes(town, matter_id, WithdrawalTakenBack, "SQ-2")
    assert town.matter(matter_id).state == S.WITHDRAWN
    (said,) = answers(town, matter_id)
    assert "仍要反映的，可以重新提出" in said


async def test_a_regret_that_a_signed_opinion_overtook_needs_no_answer() -> None:
    town = Town()
    matter_id = await answered(town)
    before = len(town.said(matter_id))
    await wishes(town, matter_id, WithdrawalTakenBack, "SQ-1")
    assert len(town.said(matter_id)) == before


async def test_whoever_wants_a_recusal_undone_is_told_who_decides() -> None:
    town = Town()
    matter_id = await answered(town)
    await wishes(town, matter_id, ApplicationWithdrawn, "SQ-1", application=Application.RECUSAL)
    assert town.said(matter_id)[-1].code == "RECUSAL_STAYS"


async def test_who_applies_after_the_window_hears_what_still_may_be_done() -> None:
    town = Town()
    matter_id = await answered(town)
    await town.pass_time(timedelta(days=31))
    await applies(town, matter_id, "SQ-1")
    assert (
        town.said(matter_id)[-1].remains
        == "申请复查的期限已过；确有正当理由的，写明理由、附上证明，仍可以申请。"
    )
