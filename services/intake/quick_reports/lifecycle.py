"""THE table: every allowed move of a quick report. Numbers, acts, roles and guards are those of spec/model/transitions.yaml,
machine `quick_report`; a test walks both."""

from __future__ import annotations

from chassis.decisions import Refused
from chassis.machines import Machine, Row, row as _row
from lianjie_contracts.vocabulary import QuickState as S
from services.intake.quick_reports import guards as g
from services.intake.quick_reports.report import Act, Intent, Report

ROWS: tuple[Row[S, Report | None, Intent], ...] = (
    _row("QR1", [None], Act.SUBMIT, S.SUBMITTED, "petitioner", "S2 西湖码; corrections 17", g.place_and_picture_or_text),
    _row("QR2", [S.SUBMITTED], Act.ROUTE, S.DISPATCHED, "system", "S2", g.owner_rule_found),
    _row("QR3", [S.SUBMITTED], Act.ROUTE_BY_HAND, S.DISPATCHED, "router", "[D]"),
    _row("QR4", [S.DISPATCHED], Act.SIGN, S.DISPOSING, "grid_worker unit_handler", "S2 签收流转"),
    _row("QR5", [S.DISPATCHED], Act.PASS_ON, S.SUBMITTED, "grid_worker unit_handler", "[D]", g.pass_on_once),
    _row("QR6", [S.DISPOSING], Act.FINISH, S.DONE, "grid_worker unit_handler", "S2 响应处置", g.photo_after),
    _row("QR7", [S.DONE], Act.APPROVE, S.CHECKED, "unit_head receptionist", "S2 办结审核", g.approver_not_proposer),
    _row("QR8", [S.DONE], Act.RETURN, S.DISPOSING, "unit_head receptionist", "S2 办结审核",
         g.failed_item_named, g.redo_round_left),
    _row("QR9", [S.CHECKED], Act.CLOSE, S.CLOSED, "system analyst", "S2 分析考评"),
    _row("QR10", [S.SUBMITTED, S.DISPATCHED, S.DISPOSING, S.DONE, S.CHECKED], Act.CONVERT, S.CONVERTED,
         "receptionist router petitioner", "corrections 17", g.conversion_reason),
    _row("QR11", [S.SUBMITTED, S.DISPATCHED, S.DISPOSING], Act.REJECT, S.CLOSED, "router unit_head", "[D]",
         g.quick_reject_reason),
)  # fmt: skip

ACTS_ZH = {
    Act.SUBMIT: "提交随手拍", Act.ROUTE: "自动分派", Act.ROUTE_BY_HAND: "分派", Act.SIGN: "签收", Act.PASS_ON: "转出",
    Act.FINISH: "登记处置完成", Act.APPROVE: "审核通过", Act.RETURN: "退回重办", Act.CLOSE: "办结归档", Act.CONVERT: "转为信访件",
    Act.REJECT: "不予处理",
}  # fmt: skip
STATES_ZH = {
    S.SUBMITTED: "待分派", S.DISPATCHED: "待签收", S.DISPOSING: "处置中", S.DONE: "待审核", S.CHECKED: "已审核",
    S.CLOSED: "已办结", S.CONVERTED: "已转为信访件",
}  # fmt: skip
MACHINE: Machine[S, Report | None, Intent] = Machine(
    ROWS, ACTS_ZH, STATES_ZH, wrong_state="这条随手拍现在是“{state}”，{act}须在“{first}”时办理。"
)


def permits(report: Report | None, intent: Intent) -> Row[S, Report | None, Intent] | Refused:
    """The row under which an intent may happen, or why not."""
    return MACHINE.permits(report.state if report else None, report, intent)
