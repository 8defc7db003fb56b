"""The conditions of the table of joint sessions: None, or the refusal a person is told (codes and sentences of the specification)."""

from __future__ import annotations

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import ParticipantKind as K
from services.routing.sessions.papers import (
    Aligning,
    Called,
    Concluding,
    Convening,
    Proposing,
    Receiving,
    Remark,
    SettingMode,
    Staying,
)
from services.routing.sessions.rules import rules
from services.routing.sessions.session import Intent, JointSession

Of = JointSession | None


def unless(holds: object, code: str, because: str) -> Refused | None:
    return None if holds else Refused(code, because)


def session_reason(_: Of, intent: Intent) -> Refused | None:
    """By complexity, number of people or units, and in words."""
    proposing = intent.of(Proposing)
    holds = proposing and proposing.triggers and proposing.reason
    return unless(holds, "NO_SESSION_REASON", "请写明启动联合接访的理由。")


def called_to(intent: Intent) -> tuple[Called, ...]:
    convening = intent.of(Convening)
    return convening.participants if convening else ()


def responsible_unit_invited(_: Of, intent: Intent) -> Refused | None:
    holds = any(each.unit and each.kind is K.UNIT for each in called_to(intent))
    return unless(holds, "NO_UNIT_INVITED", "请至少邀请一个责任单位。")


def coordinator_of_office(_: Of, intent: Intent) -> Refused | None:
    return unless(intent.unit is None, "COORDINATOR_NOT_OFFICE", "联合接访须由信访部门人员召集。")


def mode_resources(_: Of, intent: Intent) -> Refused | None:
    setting = intent.of(SettingMode)
    return unless(setting and setting.resource, "NO_RESOURCE", "请先落实场所、时段或视频线路。")


def agreed_line_signed(of: Of, intent: Intent) -> Refused | None:
    """Whoever answered that nobody comes takes no part, and need not confirm."""
    aligning = intent.of(Aligning)
    signed = aligning.signed_on_paper if aligning else ()
    taking_part = [each for each in of.told.participants if each.coming is not False] if of else []
    holds = of and of.told.line and all(each.confirmed or each.who in signed for each in taking_part)
    return unless(holds, "LINE_NOT_AGREED", "接谈口径尚未经各参与单位确认,不能开始接待。")


def representatives_chosen(_: Of, intent: Intent) -> Refused | None:
    r = intent.of(Receiving)
    holds = r and (r.headcount == 1 or 1 <= r.representatives <= r.headcount)
    return unless(holds, "NO_REPS", "请推选代表(不超过5人)后再行接谈,信访事项已登记保留。")


def five_representatives(_: Of, intent: Intent) -> Refused | None:
    r = intent.of(Receiving)
    holds = r and r.representatives <= rules().representatives
    return unless(holds, "TOO_MANY_REPS", "代表不得超过5人。")


def identity_ok_or_reason(_: Of, intent: Intent) -> Refused | None:
    r = intent.of(Receiving)
    holds = r and (r.identity_checked or r.identity_reason)
    return unless(holds, "IDENTITY_OPEN", "请核对证件,或填写未能核对的原因后继续登记。")


def each_claim_has_decision(_: Of, intent: Intent) -> Refused | None:
    """Every claim of every matter, as it reads now. A day that nobody sets is the ordinary one."""
    concluding = intent.of(Concluding)
    decided = {
        (each.matter_id, claim_id)
        for each in (concluding.decisions if concluding else ())
        if each.unit
        for claim_id in each.claim_ids
    }
    asked = {(matter.matter_id, claim.claim_id) for matter in intent.matters for claim in matter.claims}
    return unless(asked <= decided, "CLAIM_UNDECIDED", "每项诉求都须明确责任单位和期限。")


def _stay(intent: Intent) -> int | None:
    staying = intent.of(Staying)
    return staying.staying if staying else None


def someone_stays(_: Of, intent: Intent) -> Refused | None:
    return unless(_stay(intent), "NOBODY_STAYS", "无滞留人员,无需劝返。")


def nobody_stays(_: Of, intent: Intent) -> Refused | None:
    """Somebody has looked, and says so."""
    return unless(_stay(intent) == 0, "SOMEONE_STAYS", "仍有来访人滞留,请先做好劝返。")


def all_decisions_reported(of: Of, _: Intent) -> Refused | None:
    holds = of and all(each.reported_at for each in of.told.decisions)
    return unless(holds, "DECISION_UNREPORTED", "尚有会商决定未反馈结果。")


def cancel_reason(_: Of, intent: Intent) -> Refused | None:
    remark = intent.of(Remark)
    return unless(remark and remark.text, "NO_CANCEL_REASON", "请填写取消原因。")
