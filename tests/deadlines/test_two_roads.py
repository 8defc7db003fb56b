"""What a unit answers on its topic gets the verdict of the window, once; what is another's it cannot touch; its feed shows what is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from chassis.hearing import Hears
from chassis.work import Heard, Work
from lianjie_contracts.base import Actor
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.answer_asked import AnswerAsked
from lianjie_contracts.events.reply_answer import ReplyAnswer
from lianjie_contracts.events.reply_answered import ReplyAnswered
from services.deadlines.service import replies_with
from services.deadlines.store import RECOMMENDATIONS, SUPERVISIONS
from tests.deadlines.supervision.test_api import DIRECTORY, SENT, Desk
from tests.deadlines.town import MATTER, UNIT

ANSWER = {"facts": "屋面已经修好", "measures": "派了两名工人", "done_on": "2026-10-12"}
HEARS: Hears = replies_with(DIRECTORY)


def supervised() -> tuple[Desk, str]:
    desk = Desk()
    desk.ask("liang", f"/{desk.only}/send_supervision", SENT)
    return desk, desk.only


def replied(
    desk: Desk, record: str, paper: Mapping[str, Any] | bytes, act: str = "answer_supervision", unit: str = UNIT,
    id_: str = "r1", role: str = "unit_head",
) -> ReplyAnswered | None:  # fmt: skip
    """The unit's system sends it; what is told on its topic, None if nothing new is."""
    now = desk.town.clock.now()
    by = Actor(id="zjj", role=role, name="梁伟")
    body = paper if isinstance(paper, bytes) else b""
    said: Any = (
        ReplyAnswer.read(body)
        if body
        else ReplyAnswer(
            unit=unit, matter_id=MATTER, by=by, at=now, record=record, act=act, paper=dict(paper)
        )
    )
    envelope = Envelope(id_, "reply_answer", 1, f"unit/{unit}", f"matter:{MATTER}", 0, "450199", now)

    async def hear() -> None:
        async with desk.town.store.batch() as tx:
            work = Work(tx, now, "lianjie/deadlines")
            await HEARS.handler(Heard(said, envelope), work)
            await tx.write(work.touched(), [], [], [])

    asyncio.run(hear())
    told = [each for each in desk.town.said() if isinstance(each, ReplyAnswered)]
    return told[-1] if told else None


def told_to_unit(desk: Desk) -> list[AnswerAsked]:
    return [each for each in desk.town.said() if isinstance(each, AnswerAsked)]


def test_the_feed_shows_what_is_asked_and_that_it_was_answered() -> None:
    desk, record = supervised()
    [asked] = told_to_unit(desk)
    assert (asked.unit, asked.record, asked.act, asked.what) == (
        UNIT,
        record,
        "answer_supervision",
        "REMINDER",
    )
    assert (asked.asks, str(asked.answer_by), asked.awaited) == ("请办结并说明逾期原因", "2026-10-16", True)
    replied(desk, record, ANSWER)
    desk.ask(
        "liang", f"/{record}/reject_answer", {"failed": "墙面", "text": "修好墙面", "answer_by": "2026-10-23"}
    )
    [again] = told_to_unit(desk)
    assert (again.asks, str(again.answer_by), again.awaited) == ("修好墙面", "2026-10-23", True)


@pytest.mark.parametrize(
    ("paper", "role"),
    [(ANSWER, "unit_head"), (ANSWER, "unit_handler"), (ANSWER, "supervisor"), (ANSWER | {"measures": ""}, "unit_head"),
     (ANSWER | {"done_on": "16/10"}, "unit_head"), (ANSWER | {"by": "me"}, "unit_head")],
)  # fmt: skip
def test_both_roads_give_the_same_verdict_and_the_same_record(paper: dict[str, str], role: str) -> None:
    by_window, record = supervised()
    by_topic, same = supervised()
    status = (
        200
        if (paper, role) == (ANSWER, "unit_head")
        else 422
        if "done_on" in paper and paper != ANSWER and paper.get("measures")
        else 409
    )
    who = {"unit_head": "zjj", "unit_handler": "zjj.handler", "supervisor": "zjj.stranger"}[role]
    said = by_window.ask(who, f"/{record}/answer_supervision", paper, status)
    verdict = replied(by_topic, same, paper, role=role)
    assert verdict is not None
    assert verdict.refusal_code == said.get("code")
    assert dict(verdict.fields) == said.get("fields", {})
    after = [
        desk.town.store.all(SUPERVISIONS)[id_].told for desk, id_ in ((by_window, record), (by_topic, same))
    ]
    assert after[0].state == after[1].state
    assert [step.text for step in after[0].steps] == [step.text for step in after[1].steps]


def test_a_reply_heard_twice_is_answered_once_and_another_under_its_id_is_refused() -> None:
    desk, record = supervised()
    first = replied(desk, record, ANSWER)
    assert first is not None
    assert (first.outcome, first.act, first.reply) == ("DONE", "answer_supervision", "reply_answer")
    assert replied(desk, record, ANSWER) is None
    other = replied(desk, record, ANSWER | {"facts": "别的"})
    assert other is not None
    assert other.refusal_code == "COMMAND_REUSED"


@pytest.mark.parametrize(
    ("record", "unit", "act", "code"),
    [("", "450199-rsj", "answer_supervision", "NOT_ASKED_OF_YOU"), ("450199:none", UNIT, "answer_supervision", "NOT_ASKED_OF_YOU"),
     ("", UNIT, "answer_recommendation", "NOT_ASKED_OF_YOU"), ("", UNIT, "verify_answer", "UNKNOWN_ACT")],
)  # fmt: skip
def test_what_was_not_asked_of_a_unit_it_cannot_touch(record: str, unit: str, act: str, code: str) -> None:
    desk, its = supervised()
    before = desk.town.store.all(SUPERVISIONS)
    verdict = replied(desk, record or its, ANSWER, act, unit)
    assert verdict is not None
    assert (verdict.refusal_code, verdict.unit) == (code, unit)
    assert desk.town.store.all(SUPERVISIONS) == before
    assert replied(desk, record or its, ANSWER, act, unit) is None, "it is answered once"


def test_what_is_not_sent_yet_is_nobody_s_to_answer() -> None:
    desk = Desk()
    verdict = replied(desk, desk.only, ANSWER)
    assert verdict is not None
    assert verdict.refusal_code == "NOT_ASKED_OF_YOU"


def test_a_reply_that_cannot_be_read_is_answered_field_by_field() -> None:
    desk, _ = supervised()
    body = f'{{"unit": "{UNIT}", "matter_id": "{MATTER}", "paper": {{}}}}'.encode()
    verdict = replied(desk, "", body)
    assert verdict is not None
    assert verdict.refusal_code == "FIELDS_INVALID"
    assert {"record", "act", "by", "at"} <= set(verdict.fields)


def test_a_recommendation_is_answered_the_same_way() -> None:
    desk = Desk(kind=RECOMMENDATIONS, prefix="/recommendations")
    draft = {
        "matter_id": MATTER,
        "kind": "IMPROVE",
        "unit": UNIT,
        "facts": "三个月六次",
        "suggestion": "当日报告",
    }
    desk.ask("tan", "", draft, 201)
    [asked] = told_to_unit(desk)
    assert (asked.act, asked.what, asked.asks) == ("answer_recommendation", "IMPROVE", "当日报告")
    refused = replied(desk, asked.record, {"result": "NOT"}, asked.act)
    assert refused is not None
    assert refused.refusal_code == "ADOPTION_NOT_STATED"
    done = replied(desk, asked.record, {"result": "ADOPTED", "text": "下月起"}, asked.act, id_="r2")
    assert done is not None
    assert done.outcome == "DONE"
