"""Words for tests of supervision: who acts, a record brought to a state by its own acts, and what each act brings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from chassis.decisions import Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import SupervisionGround, SupervisionLevel, SupervisionState as S
from services.deadlines.supervision.lifecycle import ROWS
from services.deadlines.supervision.moving import moved
from services.deadlines.supervision.rules import rules
from services.deadlines.supervision.supervision import (
    Act,
    Answering,
    Dropping,
    Intent,
    Opening,
    Rejecting,
    Remark,
    Sending,
    Supervision,
)
from tests.deadlines.builders import at
from tests.deadlines.town import MATTER, UNIT

NOW, TODAY, LATER = at("2026-10-09 10:00"), date(2026, 10, 9), date(2026, 10, 16)
ID = "450199:supervision-1"
ROLES = frozenset(role for row in ROWS for role in row.roles)
LEVEL = SupervisionLevel
PAPERS: Mapping[Act, Any] = {
    Act.OPEN: Opening(matter_id=MATTER, unit=UNIT, ground=SupervisionGround.OVERDUE_NO_CAUSE, reason="逾期 3 日"),
    Act.APPROVE: Remark(),
    Act.SEND: Sending(text="请于期限内办结，并说明逾期原因", answer_by=LATER),
    Act.DROP: Dropping(text="单位那天已经办结，消息到得晚"),
    Act.ANSWER: Answering(facts="屋面已经修好", measures="派了两名工人", done_on=TODAY),
    Act.VERIFY: Remark(text="现场看过"),
    Act.REJECT: Rejecting(failed="墙面没有修", text="修好墙面", answer_by=LATER),
    Act.ESCALATE: Remark(text="两次答复都没有做到"),
    Act.REFER: Remark(text="多次督办无效"),
    Act.CLOSE: Remark(),
}  # fmt: skip
WAYS: Mapping[S, tuple[Act, ...]] = {
    S.OPEN: (Act.OPEN,),
    S.SENT: (Act.OPEN, Act.SEND),
    S.ANSWERED: (Act.OPEN, Act.SEND, Act.ANSWER),
    S.VERIFIED: (Act.OPEN, Act.SEND, Act.ANSWER, Act.VERIFY),
    S.CLOSED: (Act.OPEN, Act.DROP),
    S.ESCALATED: (Act.OPEN, Act.SEND, Act.ANSWER, Act.REJECT, Act.ANSWER, Act.REJECT, Act.ESCALATE),
    S.REFERRED: (Act.OPEN, Act.SEND, Act.ANSWER, Act.REJECT, Act.ANSWER, Act.REJECT, Act.REFER),
}  # fmt: skip


def wish(act: Act, brings: Any = None, **changed: Any) -> Intent:
    """An act by somebody who may do everything, with its ordinary paper."""
    said = {
        "by": Actor(id="liang", role="supervisor", name="梁国栋"),
        "at": NOW,
        "today": TODAY,
        "roles": ROLES,
    }
    return Intent(act, brings=brings or PAPERS[act], **(said | changed))


def went(held: Supervision | None, *wishes: Intent) -> Supervision | Refused:
    """The record after these acts, or the first refusal."""
    for each in wishes:
        told = moved(ID, "450199", held, each)
        if isinstance(told, Refused):
            return told
        held = Supervision(told)
    assert held is not None
    return held


def opened(level: SupervisionLevel = LEVEL.REMINDER) -> Intent:
    """By a supervisor, who may not approve a level."""
    opening = PAPERS[Act.OPEN].model_copy(update={"level": level})
    return wish(Act.OPEN, opening, roles=frozenset({"supervisor"}))


def so_far(state: S | None, level: SupervisionLevel = LEVEL.REMINDER) -> Supervision | None:
    """A record in this state, by its own acts; a level that needs approval is approved before anything is sent."""
    if state is None:
        return None
    level = LEVEL.LISTED if state is S.REFERRED else level
    acts = [wish(act) for act in WAYS[state][1:]]
    if acts and level in rules().approved:
        acts.insert(0, wish(Act.APPROVE))
    done = went(None, opened(level), *acts)
    assert isinstance(done, Supervision), done
    return done
