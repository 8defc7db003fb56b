"""THE table of supervision: every allowed act on a record, with row number, guards and legal basis.

Rows, acts, roles and guards are those of the specification's machine `supervision`; a test walks both. SVA is ours [D]: the
specification wants the level approved and has no act for it.
"""

from __future__ import annotations

from chassis.machines import Machine, Row, row as _row
from lianjie_contracts.vocabulary import SupervisionState as S
from services.deadlines.supervision import guards as g
from services.deadlines.supervision.supervision import Act, Intent, Supervision

UNDER_WAY = (S.SENT, S.ANSWERED)

ROWS: tuple[Row[S, Supervision | None, Intent], ...] = (
    _row("SV1", [None], Act.OPEN, S.OPEN, "system supervisor office_deputy_head", "R22 38-40; S4 一(四), 二(五)",
         g.supervision_ground, g.supervisor_not_supervised),
    _row("SVA", [S.OPEN], Act.APPROVE, None, "office_deputy_head", "domain 8 立项督查", g.needs_approval),
    _row("SV2", [S.OPEN], Act.SEND, S.SENT, "supervisor", "S4 二(五)3", g.level_approved, g.answer_due_set, g.what_to_do_said),
    _row("SV3", [S.OPEN], Act.DROP, S.CLOSED, "office_deputy_head", "[D]", g.ground_gone),
    _row("SV4", [S.SENT], Act.ANSWER, S.ANSWERED, "unit_liaison unit_head", "S4 二(五)3", g.answer_with_facts),
    _row("SV5", [S.ANSWERED], Act.VERIFY, S.VERIFIED, "supervisor", "clocks C20", g.supervisor_not_supervised),
    _row("SV6", [S.ANSWERED], Act.REJECT, S.SENT, "supervisor", "clocks C20", g.failed_item_named, g.fruitless_below_limit),
    _row("SV7", UNDER_WAY, Act.ESCALATE, S.ESCALATED, "supervisor system office_deputy_head", "S4 二(五)2; R22 39",
         g.fruitless_or_breached, g.level_below_top),
    _row("SV8", UNDER_WAY, Act.REFER, S.REFERRED, "office_deputy_head", "R22 40; S0 6", g.fruitless_or_breached, g.level_is_top),
    _row("SV9", [S.VERIFIED], Act.CLOSE, S.CLOSED, "supervisor", "S4 二(五)3"),
)  # fmt: skip
OURS = frozenset({"needs_approval", "what_to_do_said"})
ACTS_ZH = {
    Act.OPEN: "立督办", Act.APPROVE: "批准督办级别", Act.SEND: "发出督办", Act.DROP: "撤销督办", Act.ANSWER: "答复督办",
    Act.VERIFY: "核实答复", Act.REJECT: "退回答复", Act.ESCALATE: "升级督办", Act.REFER: "提出追责建议", Act.CLOSE: "办结督办",
}  # fmt: skip
STATES_ZH = {
    S.OPEN: "待发出", S.SENT: "待答复", S.ANSWERED: "待核实", S.VERIFIED: "已核实", S.CLOSED: "已办结",
    S.ESCALATED: "已升级", S.REFERRED: "已移送追责",
}  # fmt: skip
MACHINE: Machine[S, Supervision | None, Intent] = Machine(
    ROWS, ACTS_ZH, STATES_ZH, wrong_state="这件督办现在是“{state}”，{act}须在“{first}”时办理。"
)
