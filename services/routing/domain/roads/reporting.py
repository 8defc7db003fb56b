"""A matter that must be reported on is reported, and given back where the report does not do (rows 33.0 to 33.3, 35 to 35.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from lianjie_contracts.events.matter_report_submitted import MatterReportSubmitted
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import (
    NO_REVIEW_OPEN,
    ClosingCheckState as C,
)
from services.routing.domain.days import end_of
from services.routing.domain.guards import (
    driven_only,
    on_petition_path,
    redo_round_left,
    report_owed,
)
from services.routing.domain.matter import Matter
from services.routing.domain.profiles import profile
from services.routing.domain.rows import (
    CLERK,
    DEPUTY,
    HEAD,
    LIAISON,
    SYSTEM,
    Row,
    filled,
    of_form,
    of_matter,
    row,
)


class ClosingReport(Paper):
    """办结报告: what was done, and the number of the written reply to the petitioner that it brings."""

    text: str
    reply_no: str = ""


class StageReport(Paper):
    """阶段报告: how far it is, why it is late, and when it will be done."""

    text: str
    reason: str = ""
    next_on: date | None = None


class NewReportDate(Paper):
    """The assigner grants more time, once."""

    due_on: date
    requirement: str = ""


class Returned(Paper):
    """发回重办 or 补报: what fails, what is to be done, and by when."""

    failed_items: tuple[str, ...] = ()
    requirement: str = ""
    due_on: date | None = None


class KeySupervision(Paper):
    """重点督办: after two returns a leader takes charge, with a date."""

    leader: str
    due_on: date


@of_form("REPORT_INCOMPLETE", "办结报告缺少必附材料,暂不能提交。")
def report_complete_on_its_face(_: Matter, intent: Intent) -> bool:
    """The lead reports on its own matter (lifecycle sees to it), and brings the reply to the petitioner."""
    return bool(intent.says("text")) and bool(intent.says("reply_no"))


@of_form("NO_LATE_REASON", "请说明逾期理由和预计完成时间。")
def late_reason_given(_: Matter, intent: Intent) -> bool:
    next_on = intent.says("next_on")
    return bool(intent.says("reason")) and next_on is not None and next_on > intent.on


@of_matter("REPORT_EXTENDED", "反馈期限已延长过一次。")
def report_extension_once(matter: Matter, _: Intent) -> bool:
    return not matter.reporting.extended


@of_form("NO_REPORT_DUE", "新的反馈期限须晚于原期限。")
def report_due_later(matter: Matter, intent: Intent) -> bool:
    """[D] An extension adds days."""
    due_on = intent.says("due_on")
    return due_on is not None and (matter.report_due_at is None or end_of(due_on) > matter.report_due_at)


@of_form("NO_ITEM_NAMED", "请指明未通过的项目、整改要求和新的期限。")
def failed_item_named(_: Matter, intent: Intent) -> bool:
    due_on = intent.says("due_on")
    named = any(each.strip() for each in intent.says("failed_items") or ())
    return named and bool(intent.says("requirement")) and due_on is not None and due_on > intent.on


@of_matter("REDO_NOT_USED_UP", "尚未达到转重点督办的次数。")
def redo_rounds_used(matter: Matter, _: Intent) -> bool:
    return matter.reporting.returns >= profile(matter.profile).report_returns


def checked(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    """What the office made of a report; a redo has sixty days on the petition path alone."""
    return filled(MatterReportChecked, intent, common, on_petition_path=on_petition_path(matter))


def _reported(matter: Matter, event: MatterReportSubmitted) -> Matter:
    return replace(matter, reporting=replace(matter.reporting, reported_by=event.by.id))


def _due_anew(matter: Matter, event: MatterReportChecked) -> Matter:
    return replace(matter, report_due_at=end_of(event.due_on)) if event.due_on else matter


def _extended(matter: Matter, event: MatterReportChecked) -> Matter:
    return replace(_due_anew(matter, event), reporting=replace(matter.reporting, extended=True))


def _returned(matter: Matter, event: MatterReportChecked) -> Matter:
    again = replace(matter.reporting, returns=matter.reporting.returns + 1)
    return replace(_due_anew(matter, event), reporting=again)


COMPLETED_AT_LEAST = (S.COMPLETED, S.FINALIZED)
ROWS: tuple[Row, ...] = (
    row("33.0", [C.NONE], "expect_report", C.AWAITING_REPORT, SYSTEM, "R22 22(3)", driven_only, report_owed, machine="closing_check"),
    row("33.1", [C.AWAITING_REPORT], "report_not_due", C.NONE, SYSTEM, "[D]", driven_only, machine="closing_check"),
    row("33", [C.AWAITING_REPORT], "submit_report", C.REPORT_CHECK, f"{LIAISON} {HEAD}", "R22 22(3); S4 一(七),一(八)1",
        report_complete_on_its_face,
        machine="closing_check", brings=ClosingReport, tells=MatterReportSubmitted, then=_reported,
        requires={"matter": COMPLETED_AT_LEAST}),
    row("33.2", [C.AWAITING_REPORT], "submit_stage_report", None, LIAISON, "BJ 46; S4 二(五)2", late_reason_given,
        machine="closing_check", brings=StageReport, tells=MatterReportSubmitted),
    row("33.3", [C.AWAITING_REPORT], "grant_report_extension", None, DEPUTY, "clocks C09", report_extension_once, report_due_later,
        machine="closing_check", brings=NewReportDate, tells=checked, then=_extended),
    row("35", [C.REPORT_CHECK], "return_for_redo", C.AWAITING_REPORT, DEPUTY, "S4 一(八)1", failed_item_named, redo_round_left,
        machine="closing_check", brings=Returned, tells=checked, then=_returned, drives="matter.redo_after_check",
        requires={**NO_REVIEW_OPEN, "matter": (S.COMPLETED,)}),
    row("35.2", [C.REPORT_CHECK], "ask_supplement", C.AWAITING_REPORT, f"{DEPUTY} {CLERK}", "S4 一(八)1 补报",
        failed_item_named, redo_round_left,
        machine="closing_check", brings=Returned, tells=checked, then=_returned),
    row("35.3", [C.REPORT_CHECK], "pass_to_key_supervision", C.AWAITING_REPORT, DEPUTY, "S4 二(五)2 重点督办", redo_rounds_used,
        machine="closing_check", brings=KeySupervision, tells=checked, then=_due_anew),
    row("35.1", [S.COMPLETED], "redo_after_check", S.HANDLING, SYSTEM, "S4 一(八)1 发回重办", driven_only,
        drives="callback.cancel_task", new_cycle=True),
)  # fmt: skip
