"""Words for tests of joint sessions: who acts, what each act brings, and a session brought to a state by its own acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from chassis.decisions import Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.events.session_moved import SessionClaim, SessionMatter
from lianjie_contracts.vocabulary import ParticipantKind as K, SessionMode, SessionState as S, SessionTrigger
from services.routing.domain.days import day_of
from services.routing.sessions.lifecycle import ROWS
from services.routing.sessions.moving import moved
from services.routing.sessions.papers import (
    Aligning,
    Answering,
    Called,
    Concluding,
    Convening,
    Deciding,
    Extending,
    Line,
    Proposing,
    Receiving,
    Remark,
    Reporting,
    SettingMode,
    Staying,
)
from services.routing.sessions.session import Act, Intent, JointSession

ID, COUNTY = "450199:session-1", "450199"
ZJJ, RSJ, HEXI, LAWYER = "450199-zjj", "450199-rsj", "450199-hexi", "云岭律师事务所"
NOW, HELD = datetime(2026, 9, 1, 2, 0, tzinfo=UTC), datetime(2026, 9, 3, 1, 0, tzinfo=UTC)
ROLES = frozenset(role for row in ROWS for role in row.roles)
HOUSE = SessionMatter(
    matter_id="450199:house", item_no="45019920260801V00001", title="安置房屋面渗漏、工资未付",
    claims=(SessionClaim(claim_id="roof", text="修好屋面"), SessionClaim(claim_id="wages", text="支付工资")),
)  # fmt: skip
STREET = SessionMatter(
    matter_id="450199:street", title="路灯不亮", claims=(SessionClaim(claim_id="lamp", text="修好路灯"),)
)
ROOF = Deciding(
    matter_id=HOUSE.matter_id,
    claim_ids=("roof",),
    unit=ZJJ,
    text="九月十日前修好屋面",
    due_on=date(2026, 9, 10),
)
WAGES = Deciding(matter_id=HOUSE.matter_id, claim_ids=("wages",), unit=RSJ, text="责令施工单位支付工资")
LAMP = Deciding(matter_id=STREET.matter_id, claim_ids=("lamp",), unit=HEXI, text="更换路灯")
WHOLE = Concluding(
    answers="分三步修缮",
    policy="解释了保障农民工工资的规定",
    procedure="告知了不服的救济途径",
    decisions=(ROOF, WAGES, LAMP),
)

# Decisions have ids of their own, which follow from the session and their place.
FIRST, SECOND, THIRD = (f"decision {number}" for number in (1, 2, 3))
PAPERS: Mapping[Act, Any] = {
    Act.PROPOSE: Proposing(
        matter_ids=(HOUSE.matter_id, STREET.matter_id), triggers=(SessionTrigger.COMPLEXITY,), reason="一人反映三个单位的事"
    ),
    Act.CONVENE: Convening(
        participants=(
            Called(unit=ZJJ), Called(unit=RSJ), Called(unit=HEXI, kind=K.LOCAL),
            Called(name=LAWYER, kind=K.SOCIAL, person="韦律师", profession="律师"),
        ),
        held_at=HELD, place="二楼联合接访室", mode=SessionMode.ONSITE,
    ),
    Act.ANSWER: Answering(coming=True, person="陆正平"),
    Act.SET_MODE: SettingMode(resource="二楼联合接访室，上午"),
    Act.WRITE_LINE: Line(line="屋面由住建部门负责修缮，工资由人社部门督促支付，不当场承诺金额"),
    Act.CONFIRM_LINE: Remark(),
    Act.ALIGN: Aligning(signed_on_paper=(ZJJ, RSJ, HEXI, LAWYER)),
    Act.RECEIVE: Receiving(headcount=12, representatives=5, identity_checked=True, attended=(ZJJ, HEXI, LAWYER)),
    Act.CONCLUDE: WHOLE,
    Act.REPORT: Reporting(decision_id=FIRST, result="屋面已修好，住户签字确认"),
    Act.EXTEND: Extending(decision_id=FIRST, due_on=date(2026, 9, 20), reason="连续降雨，不能施工"),
    Act.START_RETURN: Staying(staying=2, text="两人不愿离开"),
    Act.TRACK: Staying(staying=0),
    Act.END_RETURN: Remark(text="已由街道送回"),
    Act.CLOSE: Remark(),
    Act.CANCEL: Remark(text="当事人已与单位达成一致"),
}  # fmt: skip
WAY = (Act.PROPOSE, Act.CONVENE, Act.SET_MODE, Act.WRITE_LINE, Act.ALIGN, Act.RECEIVE, Act.CONCLUDE)
STANDS = {S.PROPOSED: 1, S.CONVENED: 2, S.MODE_SET: 4, S.ALIGNED: 5, S.RECEIVING: 6, S.CONCLUDED: 7}
SPEAKS = {Act.ANSWER: ZJJ, Act.CONFIRM_LINE: ZJJ, Act.REPORT: ZJJ}


def wish(act: Act, brings: Any = None, **changed: Any) -> Intent:
    """An act by somebody who may do everything, with its ordinary paper."""
    said: dict[str, Any] = {
        "by": Actor(id="liang", role="session_coordinator", name="梁建国"), "at": NOW, "today": day_of(changed.get("at", NOW)),
        "roles": ROLES, "unit": SPEAKS.get(act), "matters": (HOUSE, STREET), "feeds": frozenset({ZJJ, RSJ}),
        "names": {ZJJ: "县住建局", RSJ: "县人社局", HEXI: "河西街道办"},
    }  # fmt: skip
    return Intent(act, brings=brings or PAPERS[act], **(said | changed))


def _named(held: JointSession | None, intent: Intent) -> Intent:
    """The papers name decisions by their place; here by the ids that they have got."""
    named = getattr(intent.brings, "decision_id", "")
    place = {FIRST: 0, SECOND: 1, THIRD: 2}.get(named)
    if held is None or place is None or not held.told.decisions:
        return intent
    real = held.told.decisions[place].decision_id
    return replace(intent, brings=intent.brings.model_copy(update={"decision_id": real}))


def went(held: JointSession | None, *wishes: Intent) -> JointSession | Refused:
    """The session after these acts, or the first refusal."""
    for each in wishes:
        told = moved(ID, COUNTY, held, _named(held, each))
        if isinstance(told, Refused):
            return told
        held = JointSession(told)
    assert held is not None
    return held


def done(held: JointSession | None, *wishes: Intent) -> JointSession:
    """As `went`, where nothing is refused."""
    after = went(held, *wishes)
    assert isinstance(after, JointSession), after
    return after


def so_far(state: S | None) -> JointSession | None:
    """A session in this state, by its own acts."""
    if state is None:
        return None
    if state is S.CANCELLED:
        return done(None, wish(Act.PROPOSE), wish(Act.CANCEL))
    if state in STANDS:
        return done(None, *map(wish, WAY[: STANDS[state]]))
    concluded = so_far(S.CONCLUDED)
    if state is S.RETURNING:
        return done(concluded, wish(Act.START_RETURN))
    tracked = done(concluded, wish(Act.TRACK))
    return tracked if state is S.TRACKING else done(tracked, *REPORTED, wish(Act.CLOSE))


REPORTED = tuple(
    wish(Act.REPORT, Reporting(decision_id=decision, result="已办好"), unit=unit)
    for decision, unit in ((FIRST, ZJJ), (SECOND, RSJ), (THIRD, HEXI))
)
