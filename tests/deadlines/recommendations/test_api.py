"""Recommendations over HTTP: drafted, approved by being sent, answered by the unit in its thirty days (C19), closed."""

from __future__ import annotations

import asyncio

import pytest

from chassis.work import Heard, Work
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.envelope import Envelope
from services.deadlines.handlers.on_recommendation_moved import on_recommendation_moved
from services.deadlines.store import RECOMMENDATIONS
from tests.deadlines.builders import at
from tests.deadlines.supervision.test_api import Desk
from tests.deadlines.town import LAW, MATTER, UNIT

DRAFT = {
    "matter_id": MATTER, "kind": "IMPROVE", "unit": UNIT, "facts": "三个月内反映六次", "suggestion": "当日报告故障",
}  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    return Desk(kind=RECOMMENDATIONS, prefix="/recommendations")


def _heard(desk: Desk, n: int) -> list[str]:
    """The service hears what its record last told; what it says of limits."""
    [held] = desk.town.store.all(RECOMMENDATIONS).values()
    now = desk.town.clock.now()
    envelope = Envelope(
        f"e{n}", "recommendation_moved", 1, "lianjie/deadlines", "recommendation:r", n, "450199", now
    )

    async def hear() -> None:
        async with desk.town.store.batch() as tx:
            work = Work(tx, now, "lianjie/deadlines")
            await on_recommendation_moved(Heard(held.told, envelope), work, law=LAW)
            await tx.write(work.touched(), [], [], [])

    asyncio.run(hear())
    return [f"{each.type} {each.clock}" for each in desk.town.said() if isinstance(each, ClockEvent)]


def test_the_unit_sees_what_was_sent_and_answers_it_within_its_limit(desk: Desk) -> None:
    id_ = desk.ask("liang", "", DRAFT, 201)["subject"].removeprefix("recommendation:")
    assert _heard(desk, 1) == []
    assert desk.ask("zjj", "")["rows"] == [], "a draft is not the unit's yet"
    desk.ask("zjj", f"/{id_}", status=404)
    assert [each["act"] for each in desk.ask("liang", f"/{id_}")["acts"]] == ["drop_recommendation"]
    assert desk.ask("liang", f"/{id_}/send_recommendation", {}, 409)["code"] == "NO_DEPUTY_APPROVAL"
    desk.ask("tan", f"/{id_}/send_recommendation", {})
    assert _heard(desk, 2) == ["clock_started C19"]
    [clock] = [each for each in desk.town.sheets()[MATTER].clocks if each.id == "C19"]
    [mine] = desk.ask("zjj", "")["rows"]
    assert (mine["answer_by"], clock.due_at, clock.unit) == (
        "2026-11-09",
        at("2026-11-09 23:59:59.999"),
        UNIT,
    )
    desk.ask("rsj", f"/{id_}", status=404)
    answer = {"result": "PARTLY", "reasons": "夜间无人值守", "text": "下月起执行"}
    desk.ask("zjj", f"/{id_}/answer_recommendation", answer)
    assert _heard(desk, 3) == ["clock_stopped C19"]
    desk.ask("liang", f"/{id_}/close_recommendation", {})
    assert desk.ask("liang", "")["rows"] == []
    [ended] = desk.ask("liang", "?ended=true")["rows"]
    assert ended["result"] == "PARTLY"


def test_what_is_late_is_said_and_a_stranger_s_matter_is_not_there(desk: Desk) -> None:
    desk.ask("tan", "", DRAFT, 201)
    [row] = desk.ask("liang", f"?matter_id={MATTER}")["rows"]
    assert (row["state"], row["late"]) == ("SENT", False)
    desk.town.clock.at = at("2026-11-10 00:30")
    assert desk.ask("liang", "")["rows"][0]["late"]
    desk.ask("tan", "", DRAFT | {"matter_id": "450199:none"}, 404)
    assert "unit" in desk.ask("tan", "", DRAFT | {"unit": "nobody"}, 422)["fields"]
