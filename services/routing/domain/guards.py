"""The conditions of the transition tables: each answers None, or the refusal a person is told.

Names, codes and sentences are those of spec/model/transitions.yaml; the order in a row is the order of telling.
"""

from __future__ import annotations

from collections.abc import Callable

from chassis.decisions import Refused
from lianjie_contracts.base import Claim
from lianjie_contracts.vocabulary import AssignmentRole, ClaimResult, MatterClass, Path
from services.routing.domain.acts import (
    Acceptance,
    Dispatch,
    Draft,
    Guidance,
    Handlers,
    Intent,
    OwnWill,
    RegretOver,
    ToDiscipline,
)
from services.routing.domain.matter import AssignmentState, Matter, WithdrawalState

Guard = Callable[[Matter, Intent], Refused | None]


def _unless(holds: bool, code: str, because: str) -> Refused | None:
    return None if holds else Refused(code, because)


def reason_code_given(_: Matter, intent: Intent) -> Refused | None:
    b = intent.brings
    holds = isinstance(b, Guidance) and bool(b.reason_code and b.reason.strip())
    return _unless(holds, "NO_REASON_CODE", "请选择理由并作文字说明。")


def route_and_basis_stated(_: Matter, intent: Intent) -> Refused | None:
    b = intent.brings
    holds = isinstance(b, Guidance) and b.path != Path.PETITION and bool(b.basis.strip())
    return _unless(holds, "NO_ROUTE_BASIS", "请写明有权机关、法律依据和程序。")


def remedy_named(_: Matter, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, Guidance) and bool(intent.brings.remedy.strip())
    return _unless(holds, "NO_REMEDY", "请写明救济途径或有权机关。")


def class_is_accusation(matter: Matter, _: Intent) -> Refused | None:
    return _unless(matter.matter_class == MatterClass.ACCUSATION, "NOT_ACCUSATION", "该事项不属于检举控告。")


def class_is_suggestion(matter: Matter, _: Intent) -> Refused | None:
    return _unless(matter.matter_class == MatterClass.SUGGESTION, "NOT_SUGGESTION", "该事项不属于建议意见。")


def accused_not_target(matter: Matter, intent: Intent) -> Refused | None:
    """R22 30: accusation material never reaches the accused unit; a matter may complain of a unit without accusing it."""
    b = intent.brings
    targets = (
        {b.organ}
        if isinstance(b, ToDiscipline)
        else {s.unit for s in b.shares}
        if isinstance(b, Dispatch)
        else set()
    )
    hit = matter.matter_class == MatterClass.ACCUSATION and matter.accused_unit in targets
    return _unless(not hit, "ACCUSED_IS_TARGET", "不得将检举控告材料转给被检举控告的人员或单位。")


def restricted_set(matter: Matter, _: Intent) -> Refused | None:
    return _unless(matter.restricted, "NOT_RESTRICTED", "检举控告须设置为限制查阅。")


def deputy_head_approved(_: Matter, intent: Intent) -> Refused | None:
    approved = getattr(intent.brings, "approved_by", None)
    return _unless(bool(approved) and approved != intent.by.id, "NO_DEPUTY_APPROVAL", "须经分管领导审批。")


def approver_not_proposer(_: Matter, intent: Intent) -> Refused | None:
    approved = getattr(intent.brings, "approved_by", None)
    return _unless(approved != intent.by.id, "SELF_APPROVAL", "提出人与审批人不能为同一人。")


def target_competent(_: Matter, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, Dispatch) and bool(intent.brings.shares) and intent.brings.competent
    return _unless(holds, "TARGET_NOT_COMPETENT", "接收单位不具有管辖权。")


def one_lead(_: Matter, intent: Intent) -> Refused | None:
    shares = intent.brings.shares if isinstance(intent.brings, Dispatch) else ()
    single = sum(share.role == AssignmentRole.LEAD for share in shares) == 1 and len(
        {s.unit for s in shares}
    ) == len(shares)
    return _unless(single, "LEAD_NOT_SINGLE", "一个事项须且只能有一个主办单位。")


def claims_shared_out(matter: Matter, intent: Intent) -> Refused | None:
    """[D] Every claim has exactly one unit, and the lead at least one: a unit without a claim could never accept."""
    shares = intent.brings.shares if isinstance(intent.brings, Dispatch) else ()
    given = sorted(claim_id for share in shares for claim_id in share.claim_ids)
    whole = given == sorted(claim.claim_id for claim in matter.claims) and all(
        share.claim_ids for share in shares
    )
    return _unless(whole, "CLAIM_NOT_SHARED_OUT", "每项请求须且只能交给一个单位，每个单位至少承担一项。")


def accusation_not_dispatched(matter: Matter, _: Intent) -> Refused | None:
    """[D] An accusation goes to the discipline organ (row 45); nobody else could ever answer it."""
    holds = matter.matter_class != MatterClass.ACCUSATION
    return _unless(holds, "NOT_FOR_ACCUSATION", "检举控告不转承办单位，请移送纪检监察机关。")


def drafted_by_handler(matter: Matter, intent: Intent) -> Refused | None:
    """[D] Who drafts is one of the two investigators: a name nobody assigned would make one person of two."""
    drafted_by = intent.brings.drafted_by.strip() if isinstance(intent.brings, Draft) else ""
    return _unless(drafted_by in matter.handlers, "NOT_A_HANDLER", "拟稿人须是本事项已确定的承办人。")


def class_and_path_set(matter: Matter, intent: Intent) -> Refused | None:
    known = matter.matter_class not in (MatterClass.UNKNOWN, MatterClass.OTHER) and all(
        claim.path for claim in matter.claims
    )
    category = matter.category or (intent.brings.category if isinstance(intent.brings, Dispatch) else "")
    return _unless(
        known and bool(category), "CLASS_OR_PATH_MISSING", "请先完成分类并为每项诉求选择办理途径。"
    )


def report_due_set(_: Matter, intent: Intent) -> Refused | None:
    due = intent.brings.report_due_at if isinstance(intent.brings, Dispatch) else None
    return _unless(due is not None and due > intent.at, "NO_REPORT_DUE", "请填写办结反馈期限。")


def _paths(matter: Matter, intent: Intent) -> dict[str, Path]:
    """Paths of the claims this unit holds: as the unit says, else as screened by the office."""
    share = matter.share_of(intent.unit)
    said = {p.claim_id: p.path for p in intent.brings.paths} if isinstance(intent.brings, Acceptance) else {}
    mine = share.claim_ids if share else ()
    return {
        c.claim_id: path
        for c in matter.claims
        if c.claim_id in mine and (path := said.get(c.claim_id, c.path)) and path != Path.UNKNOWN
    }


def path_is_petition(matter: Matter, intent: Intent) -> Refused | None:
    return _unless(
        Path.PETITION in _paths(matter, intent).values(), "PATH_NOT_PETITION", "该事项不适用信访程序。"
    )


def each_claim_has_path(matter: Matter, intent: Intent) -> Refused | None:
    share = matter.share_of(intent.unit)
    complete = share is not None and set(share.claim_ids) == set(_paths(matter, intent))
    return _unless(complete, "CLAIM_WITHOUT_PATH", "请为每项诉求确定办理途径。")


def two_investigators(_: Matter, intent: Intent) -> Refused | None:
    names = (
        {name.strip() for name in intent.brings.names} - {""}
        if isinstance(intent.brings, Handlers)
        else set()
    )
    return _unless(len(names) >= 2, "ONE_INVESTIGATOR", "调查人员不得少于2人。")


def each_claim_answered(matter: Matter, intent: Intent) -> Refused | None:
    """The lead answers every claim of the matter, or names the unit that does; a co-unit answers its own."""
    share = matter.share_of(intent.unit)
    if share is None or not isinstance(intent.brings, Draft):
        return Refused("CLAIM_UNANSWERED", "尚有诉求未逐项答复。")
    owed = share.claim_ids if share.role == AssignmentRole.CO else tuple(c.claim_id for c in matter.claims)
    offered = intent.brings.offered.answers
    answered = {a.claim_id for a in offered if a.result != ClaimResult.UNKNOWN and a.text.strip()}
    missing = [c for c in matter.claims if c.claim_id in owed and c.claim_id not in answered]
    if not missing:
        return None
    numbers = "、".join(str(_number(matter, claim)) for claim in missing)
    return Refused(
        "CLAIM_UNANSWERED", f"尚有诉求未逐项答复：请求 {numbers} 还没有答复，也没有写明由哪个单位答复。"
    )


def _number(matter: Matter, claim: Claim) -> int:
    return matter.claims.index(claim) + 1


def legal_basis_current(_: Matter, intent: Intent) -> Refused | None:
    cited = isinstance(intent.brings, Draft) and any(law.strip() for law in intent.brings.offered.legal_basis)
    return _unless(cited, "BASIS_MISSING_OR_EXPIRED", "请引用现行有效的法律依据。")


def three_way_result(_: Matter, intent: Intent) -> Refused | None:
    answers = intent.brings.offered.answers if isinstance(intent.brings, Draft) else ()
    holds = all(a.result != ClaimResult.UNKNOWN and a.text.strip() for a in answers)
    return _unless(holds, "NO_RESULT", "请为每项诉求选择支持、解释或不支持。")


def co_answers_in(matter: Matter, intent: Intent) -> Refused | None:
    named = (
        {a.answered_by for a in intent.brings.offered.answers} if isinstance(intent.brings, Draft) else set()
    )
    open_ = [
        s
        for s in matter.assignments
        if s.role == AssignmentRole.CO and s.state != AssignmentState.REPORTED and s.unit not in named
    ]
    return _unless(
        not open_, "CO_ANSWER_MISSING", "协办单位尚未答复其承担的诉求,请催办或在意见书中写明答复单位。"
    )


def opinion_schema_ok(_: Matter, intent: Intent) -> Refused | None:
    """Required contents of D11.1 (spec/model/documents.yaml): what is missing is named, so that it can be mended."""
    if not isinstance(intent.brings, Draft):
        return Refused("OPINION_INCOMPLETE", "处理意见书必备内容不全。")
    offered = intent.brings.offered
    wanted = {
        "文号": offered.number, "查明的事实": offered.facts, "证据": offered.evidence, "依据": offered.legal_basis,
        "复查机关": offered.review_organ, "签发人": intent.by.name.strip() or offered.signed_by, "逐项答复": offered.answers,
    }  # fmt: skip
    missing = "、".join(name for name, value in wanted.items() if not value)
    return _unless(not missing, "OPINION_INCOMPLETE", f"处理意见书必备内容不全。缺：{missing}。")


def signer_allowed(_: Matter, intent: Intent) -> Refused | None:
    """An ordinary opinion is signed by the unit's head or deputy head, never by who drafted it."""
    drafted_by = intent.brings.drafted_by.strip() if isinstance(intent.brings, Draft) else ""
    if drafted_by and drafted_by in (intent.by.id, intent.by.name.strip()):
        return Refused("SELF_APPROVAL", "提出人与审批人不能为同一人。")
    return _unless("unit_head" in intent.roles, "WRONG_SIGNER", "您无权签发该文书。")


def opinion_not_issued(matter: Matter, _: Intent) -> Refused | None:
    return _unless(matter.issued_at is None, "OPINION_ISSUED", "处理意见书已经签发。")


def opinion_issued(matter: Matter, _: Intent) -> Refused | None:
    return _unless(matter.issued_at is not None, "OPINION_NOT_ISSUED", "处理意见书尚未签发。")


def second_factor(_: Matter, intent: Intent) -> Refused | None:
    """Proved by intake, whose topic is its word: it tells of no wish without one."""
    holds = isinstance(intent.brings, OwnWill)
    return _unless(holds, "SECOND_FACTOR", "请输入验证码,或到窗口凭证件办理。")


def not_coerced(_: Matter, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, OwnWill)
    return _unless(holds, "WILL_NOT_CONFIRMED", "请信访人本人确认系自愿。")


def all_representatives(_: Matter, intent: Intent) -> Refused | None:
    """intake tells of a withdrawal when the last of the people registered has confirmed it."""
    holds = isinstance(intent.brings, OwnWill) and intent.brings.persons >= 1
    return _unless(holds, "NOT_ALL_REPS", "集体事项须全体代表确认后方可撤回。")


def not_accusation(matter: Matter, _: Intent) -> Refused | None:
    holds = matter.matter_class != MatterClass.ACCUSATION
    return _unless(holds, "ACCUSATION_CONTINUES", "检举控告不因撤回而停止办理。")


def withdraw_round_left(matter: Matter, _: Intent) -> Refused | None:
    return _unless(matter.withdrawals_revoked < 2, "WITHDRAW_LIMIT", "已两次取消撤回,请到窗口办理。")


def regret_run_out(matter: Matter, intent: Intent) -> Refused | None:
    """C45 has ended and the request stands; the end of an earlier one's time, heard late, does not end a later one's."""
    since = matter.withdrawal_at if matter.withdrawal is WithdrawalState.PENDING else None
    holds = isinstance(intent.brings, RegretOver) and since is not None and intent.brings.started_at >= since
    return _unless(holds, "REGRET_RUNNING", "撤回申请尚在24小时反悔期内。")


def matter_may_be_withdrawn(matter: Matter, _: Intent) -> Refused | None:
    """What rows 25 and 25.1 require of the matter and of its service: not answered, not ended (correction 28)."""
    answered = matter.issued_at is not None
    because = (
        "处理意见书已经签发，不能再撤回。不满意，收到后30日内可以申请复查。"
        if answered
        else "这件事已经办结，不用撤回。"
    )
    return _unless(matter.may_be_withdrawn, "WRONG_STATE", because)
