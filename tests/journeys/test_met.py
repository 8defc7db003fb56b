"""A joint session over two matters: a unit stays away, both are given a decision, one is late and supervised, and the session is closed."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from chassis.documents import Answer
from lianjie_contracts.base import Actor
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.events.reply_session import ReplySession
from lianjie_contracts.events.session_routed import SessionRouted
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.vocabulary import ReplyOutcome, SessionMode, SessionState as S, SessionTrigger
from services.routing.sessions.moving import decide
from services.routing.sessions.papers import (
    Aligning,
    Called,
    Concluding,
    Convening,
    Deciding,
    Line,
    Proposing,
    Receiving,
    Remark,
    SettingMode,
    Staying,
)
from services.routing.sessions.session import Act, JointSession
from services.routing.sessions.store import SESSIONS
from services.routing.sessions.wishes import Speaker, matters_of, wish
from services.workbench.store import MATTERS as VIEWS
from tests.journeys.town import COUNTY, DIRECTORY, RSJ, ZJJ, Town

pytestmark = pytest.mark.asyncio
ID = f"{COUNTY}:session"
COORDINATOR = Actor(id="coordinator", role="session_coordinator", name="梁建国")
HEAD = Actor(id="head", role="unit_head", name="陆正平")


def _held(town: Town) -> JointSession:
    return town.stores["routing"].all(SESSIONS)[ID]


async def _does(town: Town, act: Act, paper: Any) -> Answer:
    """The coordinator does an act, with the matters as they read now."""
    held = town.stores["routing"].all(SESSIONS).get(ID)
    matters = [town.matter(id_) for id_ in matters_of(held, paper)]
    who = Speaker(COORDINATOR, frozenset({COORDINATOR.role}))
    intent = wish(act, paper, held, who, town.clock.now(), matters, DIRECTORY)
    return await town.command("routing", SESSIONS, ID, partial(decide, ID, COUNTY, intent=intent))


async def _replies(town: Town, unit: str, act: str, **paper: Any) -> ReplyAnswered:
    matter_id = _held(town).told.matters[0].matter_id
    return await town.reply(
        ReplySession(
            unit=unit, matter_id=matter_id, by=HEAD, at=town.clock.now(), session_id=ID, act=act, paper=paper
        )
    )


async def _met(town: Town, roof: str, street: str) -> None:
    """From the proposal to the reception; the second unit has answered that nobody comes."""
    triggers = (SessionTrigger.UNITS_INVOLVED,)
    await _does(
        town, Act.PROPOSE, Proposing(matter_ids=(roof, street), triggers=triggers, reason="两件涉及同一小区")
    )
    invitation = Convening(
        participants=(Called(unit=ZJJ), Called(unit=RSJ)), held_at=town.clock.now() + timedelta(days=2),
        place="二楼联合接访室", mode=SessionMode.ONSITE,
    )  # fmt: skip
    await _does(town, Act.CONVENE, invitation)
    await _replies(town, ZJJ, "answer_invitation", coming=True, person="陆正平")
    await _replies(town, RSJ, "answer_invitation", coming=False, words="当天全县防汛")
    await _does(town, Act.SET_MODE, SettingMode(resource="二楼联合接访室，上午"))
    await _does(town, Act.WRITE_LINE, Line(line="不当场承诺金额"))
    assert (await _does(town, Act.ALIGN, Aligning())).refusal == "LINE_NOT_AGREED"
    await _replies(town, ZJJ, "confirm_line")
    await _does(town, Act.ALIGN, Aligning())
    await town.pass_time(timedelta(days=2))
    came = Receiving(headcount=6, representatives=2, identity_checked=True, attended=(ZJJ,))
    await _does(town, Act.RECEIVE, came)


async def _decided(town: Town) -> None:
    """The first matter's claim to the unit that came, the second's to the one that did not."""
    decisions = tuple(
        Deciding(
            matter_id=m.matter_id,
            claim_ids=tuple(c.claim_id for c in m.claims),
            unit=unit,
            text=f"办好：{m.title}",
        )
        for m, unit in zip(_held(town).told.matters, (ZJJ, RSJ), strict=True)
    )
    minutes = Concluding(
        answers="分三步修缮", policy="解释了条例", procedure="告知了救济途径", decisions=decisions
    )
    await _does(town, Act.CONCLUDE, minutes)
    await _does(town, Act.TRACK, Staying(staying=0))


async def test_two_matters_are_met_on_one_decision_is_late_and_every_unit_reports_before_the_close() -> None:
    town = Town()
    roof = await town.register("修好屋面渗漏", title="屋面渗漏")
    street = await town.register("支付工资", title="拖欠工资")
    await _met(town, roof, street)
    assert [town.matter(m).duties for m in (roof, street)] == [(), ()]
    await _decided(town)
    assert [len(town.matter(m).duties) for m in (roof, street)] == [1, 1], (
        "no archive while a decision is open"
    )
    own = [each for each in town.feed(RSJ) if isinstance(each, SessionRouted)][-1]
    assert (own.own.attended, [each.text for each in own.decisions]) == (False, ["办好：拖欠工资"])

    await town.pass_time(timedelta(days=5))
    first, second = _held(town).told.decisions
    stranger = await _replies(town, RSJ, "report_decision", decision_id=first.decision_id, result="代为办好")
    assert stranger.refusal_code == "NOT_YOUR_DECISION"
    done = await _replies(town, ZJJ, "report_decision", decision_id=first.decision_id, result="屋面已修好")
    assert done.outcome == ReplyOutcome.DONE
    assert (await _does(town, Act.CLOSE, Remark())).refusal == "DECISION_UNREPORTED"

    await town.pass_time(timedelta(days=11))
    records = [
        r
        for m in (roof, street)
        for r in town.said(m, "deadlines.supervisions.v1")
        if isinstance(r, SupervisionMoved)
    ]
    late = [record for record in records if record.clock == "C38"]
    assert [(r.matter_id, r.unit, r.ground) for r in late] == [(street, RSJ, "NO_FEEDBACK")]
    await _replies(town, RSJ, "report_decision", decision_id=second.decision_id, result="工资已支付")
    await _does(town, Act.CLOSE, Remark())
    assert _held(town).state is S.CLOSED
    for matter_id in (roof, street):
        view = town.stores["workbench"].all(VIEWS)[matter_id]
        lines = [line.facts["session_did"] for line in view.timeline if line.type == "session_moved"]
        assert lines == ["JS1", "JS2", "JS5", "JS6", "JSR", "JS10"]
        assert town.matter(matter_id).duties == ()
