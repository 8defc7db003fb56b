"""What must hold before a step of a letter is taken. The first three are the specification's; the rest are ours [D]."""

from __future__ import annotations

from datetime import datetime

from chassis.decisions import Refused
from services.intake.domain.numbers import LOCAL
from services.intake.letters.acts import Act, Intent
from services.intake.letters.letter import Letter


def step_operator_named(_: Letter | None, intent: Intent) -> Refused | None:
    """Operator and time are recorded."""
    return None if intent.operator.strip() else Refused("NO_OPERATOR", "请登记经办人。")


def skip_reason_given(_: Letter | None, intent: Intent) -> Refused | None:
    """The reason for leaving a step out is entered."""
    return None if intent.note.strip() else Refused("NO_SKIP_REASON", "略过步骤须填写理由。")


def recusal_clear(_: Letter | None, intent: Intent) -> Refused | None:
    """Whoever has an interest of their own in the letter hands it to a colleague [R22 28; S4 五(一)]."""
    return Refused("RECUSAL_PENDING", "该人员应当回避或回避申请未决。") if intent.conflict else None


def time_in_order(letter: Letter | None, intent: Intent) -> Refused | None:
    """No step is done in the future, none before the one it follows."""
    if intent.done_at > intent.at:
        return Refused("STEP_IN_FUTURE", "办理时间在将来。请核对日期和时间。")
    last = letter.steps[-1].done_at if letter and letter.steps else None
    if last and intent.done_at < last:
        said = f"办理时间早于上一步（{_moment(last)}）。请改成那以后的时间。"
        return Refused("STEP_OUT_OF_ORDER", said)
    return None


def opinion_written(_: Letter | None, intent: Intent) -> Refused | None:
    """来信办理单 goes to the deputy head with a proposal [S4 二(三)]."""
    said = "没有拟办意见。请写一句建议怎样办，再送分管领导审阅。"
    return None if intent.note.strip() else Refused("NO_OPINION", said)


def endorsed_by_another(letter: Letter | None, intent: Intent) -> Refused | None:
    """Approver is not proposer (spec/domain 2), and an endorsement says something."""
    proposed = letter.step(Act.ENTER) if letter else None
    if proposed and proposed.by == intent.by.id:
        return Refused("SAME_PERSON", "拟办意见是您写的，须由另一位分管领导批示。")
    said = "没有批示内容。请写明怎样办理。"
    return None if intent.note.strip() else Refused("NO_INSTRUCTION", said)


def mode_as_endorsed(letter: Letter | None, intent: Intent) -> Refused | None:
    """The clerk handles the letter as the deputy head has written [S4 二(三), (四)]."""
    if intent.mode is None:
        return Refused("NO_MODE", "没有选办理方式。请选上报、交办、转送、暂存、通报或直接答复。")
    endorsed = letter.step(Act.ENDORSE) if letter else None
    if endorsed and endorsed.mode and endorsed.mode is not intent.mode:
        said = "办理方式与分管领导批示的不同。请按批示办理；确需改的，请送回重新批示。"
        return Refused("NOT_AS_ENDORSED", said)
    return None


def not_answered_by_lead(letter: Letter | None, _: Intent) -> Refused | None:
    """Letters of the same content have one reply: the lead's."""
    if letter is None or letter.lead_id is None:
        return None
    said = f"这封并在 {letter.lead_no} 名下，由那封一并回复。请改为“略过回复”，理由写并件回复。"
    return Refused("ANSWERED_BY_LEAD", said)


def somebody_to_tell(_: Letter | None, intent: Intent) -> Refused | None:
    """Who gave no name is told nothing and answered by nobody [R22 23, 30]; the step is left out, on record."""
    said = "这封是匿名信，没有可以告知的人。请改为略过这一步，理由写“匿名来信”。"
    return Refused("NOBODY_TO_TELL", said) if intent.unsigned else None


def no_open_custody(letter: Letter | None, _: Intent) -> Refused | None:
    return custody_closed(letter)


def custody_closed(letter: Letter | None) -> Refused | None:
    """Nothing is bound over or destroyed while something of the sender's is still in our keeping [S4 五(一)]."""
    held = letter.open_custody if letter else ()
    if not held:
        return None
    what = "、".join(each.valuable.what for each in held)
    said = f"随信的{what}还在保管，没有退还。请先退还并登记回执，再立卷移交或销毁。"
    return Refused("CUSTODY_OPEN", said)


def _moment(at: datetime) -> str:
    when = at.astimezone(LOCAL)
    return f"{when.month}月{when.day}日 {when:%H:%M}"
