"""THE table of joint sessions: every allowed act, with row number, guards and legal basis.

Rows, acts, roles and guards are those of the specification's machine `session`; a test walks both. Rows with a letter are
ours [D]: domain 10 wants invitations confirmed, the line signed off, decisions reported and extended, and has no act for it.
"""

from __future__ import annotations

from chassis.machines import Machine, Row, row as _row
from lianjie_contracts.vocabulary import SessionState as S
from services.routing.sessions import guards as g, own_guards as own
from services.routing.sessions.session import Act, Intent, JointSession

COORDINATOR, UNIT_REP, LOCAL_REP = "session_coordinator", "session_unit_rep", "session_local_rep"
CALLED = f"{UNIT_REP} {LOCAL_REP}"
DECIDED = (S.CONCLUDED, S.RETURNING, S.TRACKING)

ROWS: tuple[Row[S, JointSession | None, Intent], ...] = (
    _row("JS1", [None], Act.PROPOSE, S.PROPOSED, f"receptionist {COORDINATOR}", "S3 6.1.1",
         g.session_reason, own.matters_may_be_received),
    _row("JS2", [S.PROPOSED], Act.CONVENE, S.CONVENED, COORDINATOR, "S3 6.1.2, 5.1",
         g.responsible_unit_invited, g.coordinator_of_office, own.units_known, own.invitation_whole),
    _row("JSA", [S.CONVENED, S.MODE_SET, S.ALIGNED], Act.ANSWER, None, CALLED, "domain 10 confirmed", own.absence_explained),
    _row("JS3", [S.CONVENED], Act.SET_MODE, S.MODE_SET, COORDINATOR, "S3 6.1.3", g.mode_resources),
    _row("JSL", [S.MODE_SET], Act.WRITE_LINE, None, COORDINATOR, "S3 6.2.1", own.line_written),
    _row("JSF", [S.MODE_SET], Act.CONFIRM_LINE, None, CALLED, "S3 6.2.1", own.line_to_confirm),
    _row("JS4", [S.MODE_SET], Act.ALIGN, S.ALIGNED, f"{COORDINATOR} {UNIT_REP}", "S3 6.2.1", g.agreed_line_signed),
    _row("JS5", [S.ALIGNED], Act.RECEIVE, S.RECEIVING, COORDINATOR, "S3 6.2.2; S4 一(三)3",
         g.representatives_chosen, g.five_representatives, g.identity_ok_or_reason),
    _row("JS6", [S.RECEIVING], Act.CONCLUDE, S.CONCLUDED, COORDINATOR, "S3 6.2.3",
         g.each_claim_has_decision, own.decisions_whole, own.record_whole),
    _row("JSR", DECIDED, Act.REPORT, None, CALLED, "S3 6.4", own.decision_is_own, own.result_stated),
    _row("JSX", DECIDED, Act.EXTEND, None, COORDINATOR, "clocks C38", own.decision_open, own.later_day_with_reason),
    _row("JS7", [S.CONCLUDED], Act.START_RETURN, S.RETURNING, f"{LOCAL_REP} {COORDINATOR}", "S3 6.3", g.someone_stays),
    _row("JS8", [S.CONCLUDED], Act.TRACK, S.TRACKING, COORDINATOR, "S3 6.4", g.nobody_stays),
    _row("JS9", [S.RETURNING], Act.END_RETURN, S.TRACKING, f"{LOCAL_REP} security_officer", "S3 6.3"),
    _row("JS10", [S.TRACKING], Act.CLOSE, S.CLOSED, COORDINATOR, "S3 6.4.1", g.all_decisions_reported),
    _row("JS11", [S.PROPOSED, S.CONVENED, S.MODE_SET, S.ALIGNED], Act.CANCEL, S.CANCELLED, COORDINATOR, "domain 10",
         g.cancel_reason),
)  # fmt: skip
OUR_ROWS = frozenset({"JSA", "JSL", "JSF", "JSR", "JSX"})
OUR_GUARDS = frozenset(
    guard.__name__ for row in ROWS for guard in row.guards if guard.__module__ == own.__name__
)
ACTS_ZH = {
    Act.PROPOSE: "提议联合接访", Act.CONVENE: "召集联合接访", Act.ANSWER: "回复邀请", Act.SET_MODE: "落实接访方式",
    Act.WRITE_LINE: "拟定接待口径", Act.CONFIRM_LINE: "确认接待口径", Act.ALIGN: "统一接待口径", Act.RECEIVE: "开始接待",
    Act.CONCLUDE: "会商决定", Act.REPORT: "反馈决定落实情况", Act.EXTEND: "延长落实期限", Act.START_RETURN: "开始劝返",
    Act.TRACK: "转入跟踪", Act.END_RETURN: "劝返结束", Act.CLOSE: "办结联合接访", Act.CANCEL: "取消联合接访",
}  # fmt: skip
STATES_ZH = {
    S.PROPOSED: "待召集", S.CONVENED: "已邀请", S.MODE_SET: "方式已定", S.ALIGNED: "口径已统一", S.RECEIVING: "接待中",
    S.CONCLUDED: "已作出决定", S.RETURNING: "劝返中", S.TRACKING: "跟踪落实", S.CLOSED: "已办结", S.CANCELLED: "已取消",
}  # fmt: skip
MACHINE: Machine[S, JointSession | None, Intent] = Machine(
    ROWS, ACTS_ZH, STATES_ZH, wrong_state="这次联合接访现在是“{state}”，{act}须在“{first}”时办理。"
)
