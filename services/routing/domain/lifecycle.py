"""THE tables: every allowed move of a matter and of a co-assignment, with row number, guards and legal basis.

Row numbers, acts, roles and guards are those of spec/model/transitions.yaml; a test walks both. Rows that are not built
yet are missing here and named in docs/coverage.md. Guards that need machines not built yet (recusal, seals, profiles
with a duty to tell the hearing right) are left out of their row, and named there as well. Guards marked [D] stand last.
"""

from __future__ import annotations

from collections.abc import Iterator

from chassis import machines
from chassis.decisions import Refused, by_state_and_act
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain import guards as g
from services.routing.domain.acts import Act, Intent
from services.routing.domain.matter import WITHDRAWABLE, AssignmentState as A, Matter, WithdrawalState as W

NAMES_ZH = {
    S.REGISTERED: "已登记", S.SCREENING: "甄别", S.AWAITING_INFO: "待补充/约谈", S.CLOSED_AT_INTAKE: "登记环节办结",
    S.DISPATCHED: "已转交待签收", S.RECEIVED: "已签收", S.ACCEPTED: "已受理", S.HANDLING: "办理中",
    S.OPINION_READY: "已签发待送达", S.COMPLETED: "办结", S.WITHDRAWN: "撤回",
}  # fmt: skip
ACTS_ZH = {
    Act.GUIDE_TO_PATH: "引导到其他途径", Act.HAND_TO_DISCIPLINE: "移送纪检监察", Act.FORWARD: "转送", Act.ASSIGN: "交办",
    Act.SIGN_FOR: "签收", Act.ACCEPT: "受理", Act.ACCEPT_SUGGESTION: "受理建议", Act.ASSIGN_HANDLER: "确定承办人",
    Act.DRAFT_OPINION: "拟处理意见书", Act.ISSUE_OPINION: "签发处理意见书", Act.RECORD_SERVICE: "登记送达",
    Act.SIGN: "签收", Act.ACKNOWLEDGE: "受理", Act.ANSWER_CLAIMS: "答复所承担的请求",
    Act.WITHDRAW: "撤回", Act.REVOKE_WITHDRAWAL: "取消撤回", Act.WITHDRAWAL_OVERTAKEN: "撤回落空",
    Act.WITHDRAWAL_TAKES_EFFECT: "撤回生效",
}  # fmt: skip
LIAISON, HANDLER, HEAD = "unit_liaison", "unit_handler", "unit_head"
PETITIONERS = "petitioner representative petition_agent"


Row = machines.Row[str, Matter, Intent]
_row = machines.row

MATTER: tuple[Row, ...] = (
    _row("4.3", [S.SCREENING], Act.GUIDE_TO_PATH, S.CLOSED_AT_INTAKE, "router receptionist letter_clerk", "R22 22,31; S4 一(一)2, 一(二)2",
         g.reason_code_given, g.route_and_basis_stated, g.remedy_named),
    _row("45", [S.SCREENING], Act.HAND_TO_DISCIPLINE, S.CLOSED_AT_INTAKE, "router", "R22 30; corrections 11",
         g.class_is_accusation, g.accused_not_target, g.restricted_set, g.deputy_head_approved),
    _row("6", [S.SCREENING], Act.FORWARD, S.DISPATCHED, "router", "R22 22; S4 一(二)2, 一(三)2(2), 二(四)3",
         g.target_competent, g.accused_not_target, g.one_lead, g.class_and_path_set, g.approver_not_proposer,
         g.accusation_not_dispatched, g.claims_shared_out),
    _row("6.2", [S.SCREENING], Act.ASSIGN, S.DISPATCHED, "router letter_clerk", "R22 22(3); S4 一(三)2(1), 二(四)2",
         g.target_competent, g.accused_not_target, g.one_lead, g.class_and_path_set, g.deputy_head_approved, g.report_due_set,
         g.accusation_not_dispatched, g.claims_shared_out),
    _row("7", [S.DISPATCHED], Act.SIGN_FOR, S.RECEIVED, f"{LIAISON} {HANDLER}", "R22 23; corrections 6"),
    _row("13", [S.RECEIVED], Act.ACCEPT, S.ACCEPTED, f"{LIAISON} {HANDLER} {HEAD}", "R22 23,32,34",
         g.path_is_petition, g.each_claim_has_path),
    _row("13a", [S.RECEIVED], Act.ACCEPT_SUGGESTION, S.ACCEPTED, f"{LIAISON} {HANDLER} {HEAD}", "R22 29; corrections 11",
         g.class_is_suggestion, g.each_claim_has_path),
    _row("17", [S.ACCEPTED], Act.ASSIGN_HANDLER, S.HANDLING, HEAD, "R22 28,32; S4 一6", g.two_investigators),
    _row("23", [S.HANDLING], Act.DRAFT_OPINION, S.OPINION_READY, HANDLER, "R22 32; SD 41",
         g.each_claim_answered, g.legal_basis_current, g.three_way_result, g.path_is_petition, g.co_answers_in,
         g.drafted_by_handler),
    _row("24", [S.OPINION_READY], Act.ISSUE_OPINION, None, HEAD, "R22 32,34; SD 41; corrections 8,13,14",
         g.opinion_schema_ok, g.signer_allowed, g.opinion_not_issued),
    _row("24.2", [S.OPINION_READY], Act.RECORD_SERVICE, S.COMPLETED, f"notifier {LIAISON}", "R22 34,35; CPL 87-95", g.opinion_issued),
    _row("25", WITHDRAWABLE, Act.WITHDRAWAL_TAKES_EFFECT, S.WITHDRAWN, "system", "corrections 4,28 [D]",
         g.regret_run_out, g.not_accusation, g.matter_may_be_withdrawn),
)  # fmt: skip

WITHDRAWAL: tuple[Row, ...] = (
    _row("25.1", [W.NONE, W.REVOKED, W.OVERTAKEN], Act.WITHDRAW, W.PENDING, PETITIONERS, "corrections 4",
         g.second_factor, g.not_coerced, g.all_representatives, g.not_accusation, g.withdraw_round_left, g.matter_may_be_withdrawn),
    _row("25.2", [W.PENDING], Act.REVOKE_WITHDRAWAL, W.REVOKED, PETITIONERS, "corrections 4", g.second_factor),
    _row("25.4", [W.PENDING], Act.WITHDRAWAL_OVERTAKEN, W.OVERTAKEN, "system", "[D]"),
)  # fmt: skip

CO_ASSIGNMENT: tuple[Row, ...] = (
    _row("AS2", [A.SENT], Act.SIGN, A.SIGNED, f"{LIAISON} {HANDLER}", "corrections 6"),
    _row("AS6", [A.SIGNED], Act.ACKNOWLEDGE, A.ACK, f"{LIAISON} {HANDLER} {HEAD}", "R22 23; S4 一(二)2 受理情况函告", g.each_claim_has_path),
    _row("AS7", [A.ACK], Act.ANSWER_CLAIMS, A.REPORTED, f"{HANDLER} {HEAD}", "corrections 10",
         g.each_claim_answered, g.signer_allowed),
)  # fmt: skip

UNIT_ACTS = frozenset(
    {
        Act.SIGN_FOR,
        Act.ACCEPT,
        Act.ACCEPT_SUGGESTION,
        Act.ASSIGN_HANDLER,
        Act.DRAFT_OPINION,
        Act.ISSUE_OPINION,
    }
    | {row.act for row in CO_ASSIGNMENT}
)


OF_WITHDRAWAL = frozenset(row.act for row in WITHDRAWAL)
_BY_STATE_AND_ACT = by_state_and_act((*MATTER, *CO_ASSIGNMENT, *WITHDRAWAL))


def permits(matter: Matter, intent: Intent) -> Row | Refused:
    """The row under which an intent may happen, or the first reason why not, in words to repeat to a citizen."""
    row = _row_for(matter, intent)
    return row if isinstance(row, Refused) else next(_broken(row, matter, intent), row)


def refusals_of(matter: Matter, intent: Intent) -> tuple[Refused, ...]:
    """Every reason against an intent."""
    row = _row_for(matter, intent)
    return (row,) if isinstance(row, Refused) else tuple(_broken(row, matter, intent))


def _row_for(matter: Matter, intent: Intent) -> Row | Refused:
    share = matter.share_of(intent.unit)
    if intent.act in UNIT_ACTS and share is None:
        return Refused("NOT_YOUR_MATTER", "该事项不在贵单位办理。")
    state: str = matter.state
    if intent.act in OF_WITHDRAWAL:
        state = matter.withdrawal
    elif share and any(intent.act == row.act for row in CO_ASSIGNMENT):
        state = share.state
    row = _BY_STATE_AND_ACT.get((state, intent.act))
    if row is None:
        return Refused("WRONG_STATE", _wrong_state(matter, intent.act))
    return (
        row
        if intent.roles & row.roles
        else Refused("ROLE_NOT_ALLOWED", f"{ACTS_ZH[intent.act]}不由您的岗位办理。")
    )


def roles_for(act: Act) -> frozenset[str]:
    """Who may do an act, over all its rows."""
    return frozenset[str]().union(*(row.roles for row in (*MATTER, *CO_ASSIGNMENT) if row.act == act))


def _broken(row: Row, matter: Matter, intent: Intent) -> Iterator[Refused]:
    return (refused for guard in row.guards if (refused := guard(matter, intent)))


def _wrong_state(matter: Matter, act: Act) -> str:
    if act in OF_WITHDRAWAL:
        pending = matter.withdrawal is W.PENDING
        return "撤回申请已经收到，在24小时反悔期内。" if pending else "没有等待生效的撤回申请。"
    now = NAMES_ZH.get(matter.state, matter.state)
    rows = [row for row in (*MATTER, *CO_ASSIGNMENT) if row.act == act]
    first = "或".join(
        NAMES_ZH.get(S(s), s) if s in S.__members__ else s
        for row in rows
        for s in sorted(filter(None, row.sources))
    )
    return f"该事项现在是“{now}”，{ACTS_ZH[act]}须在“{first}”时办理。"
