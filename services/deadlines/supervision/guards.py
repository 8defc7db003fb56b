"""The conditions of the table of supervision: None, or the refusal a person is told (codes and sentences of the specification)."""

from __future__ import annotations

from datetime import date

from chassis.decisions import Refused
from services.deadlines.supervision.rules import LADDER, rules
from services.deadlines.supervision.supervision import (
    Answering,
    Dropping,
    Intent,
    Opening,
    Rejecting,
    Sending,
    Supervision,
)

Of = Supervision | None


def _unless(holds: object, code: str, because: str) -> Refused | None:
    return None if holds else Refused(code, because)


def _ahead(day: date | None, intent: Intent) -> bool:
    return day is not None and day >= intent.today


def supervision_ground(_: Of, intent: Intent) -> Refused | None:
    opening = intent.of(Opening)
    holds = opening and opening.ground and opening.ground.value != "UNKNOWN"
    return _unless(holds, "NO_SUPERVISION_GROUND", "请选择督办事由。")


def supervisor_not_supervised(of: Of, intent: Intent) -> Refused | None:
    """Who supervises does not belong to the supervised unit; the office's own limits are its heads' and supervisors' work."""
    opening = intent.of(Opening)
    supervised = of.told.unit if of else opening.unit if opening else None
    holds = intent.unit is None or intent.unit != supervised
    return _unless(holds, "SUPERVISOR_CONFLICT", "督办人员不得来自被督办单位。")


def level_approved(of: Of, _: Intent) -> Refused | None:
    holds = of and (of.told.level not in rules().approved or of.told.approved_by)
    return _unless(holds, "LEVEL_NOT_APPROVED", "立项督查督办须经分管领导审批。")


def answer_due_set(_: Of, intent: Intent) -> Refused | None:
    sending = intent.of(Sending)
    return _unless(sending and _ahead(sending.answer_by, intent), "NO_REPLY_DATE", "请填写答复期限。")


def ground_gone(_: Of, intent: Intent) -> Refused | None:
    """Only an error is a ground to drop it: a late stop does not make a missed limit a kept one."""
    dropping = intent.of(Dropping)
    holds = dropping and dropping.text and not intent.ground_stands
    return _unless(holds, "GROUND_STANDS", "督办事由仍然存在,不能撤销督办。")


def answer_with_facts(_: Of, intent: Intent) -> Refused | None:
    answer = intent.of(Answering)
    holds = answer and answer.facts and answer.measures and answer.done_on
    return _unless(holds, "ANSWER_EMPTY", "答复须写明事实、措施和时间。")


def failed_item_named(_: Of, intent: Intent) -> Refused | None:
    rejecting = intent.of(Rejecting)
    holds = rejecting and rejecting.failed and rejecting.text and _ahead(rejecting.answer_by, intent)
    return _unless(holds, "NO_ITEM_NAMED", "请指明未通过的项目、整改要求和新的期限。")


def fruitless_below_limit(of: Of, _: Intent) -> Refused | None:
    holds = of and of.told.fruitless < rules().fruitless
    return _unless(holds, "FRUITLESS_LIMIT", "已两次督办无效,应升级督办。")


def fruitless_or_breached(of: Of, intent: Intent) -> Refused | None:
    """Two fruitless answers, or the last day for an answer is over and none is there (C20)."""
    told = of.told if of else None
    late = told and told.state.value == "SENT" and told.answer_by and told.answer_by < intent.today
    holds = told and (told.fruitless >= rules().fruitless or late)
    return _unless(holds, "NOT_FRUITLESS", "尚不具备升级督办的条件。")


def level_below_top(of: Of, _: Intent) -> Refused | None:
    return _unless(of and of.told.level != LADDER[-1], "LEVEL_IS_TOP", "已是最高督办级别。")


def level_is_top(of: Of, _: Intent) -> Refused | None:
    return _unless(of and of.told.level == LADDER[-1], "LEVEL_NOT_TOP", "尚未到最高督办级别。")


def needs_approval(of: Of, _: Intent) -> Refused | None:
    """Ours [D]: a level is approved where it must be, and once."""
    holds = of and of.told.level in rules().approved and not of.told.approved_by
    return _unless(holds, "NOTHING_TO_APPROVE", "这一级别不用审批，或者已经批准。")


def what_to_do_said(_: Of, intent: Intent) -> Refused | None:
    """Ours [D], for D17.1 and D17.2 require it: the unit is told what it has to do."""
    sending = intent.of(Sending)
    return _unless(sending and sending.text, "NO_ACTION_NAMED", "没有写要求被督办单位做什么。请写明。")
