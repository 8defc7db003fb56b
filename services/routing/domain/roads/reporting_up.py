"""A matter is reported to a leader, instructed, owned by a named person, and answered (rows RU1 to RU9; corrections 19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_reported_up import MatterReportedUp
from lianjie_contracts.vocabulary import ReportForm, ReportGround
from services.routing.domain.above import Reported, ReportState as R
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.guards import approver_not_proposer, signer_allowed, written
from services.routing.domain.matter import Matter
from services.routing.domain.rows import (
    CLERK,
    DEPUTY,
    OFFICE_HEAD,
    RECEPTIONIST,
    SYSTEM,
    Row,
    filled,
    of_form,
    row,
)


class ReportDraft(Paper):
    """上报: on what ground, in which form, and what is told. `item_nos`: of further items that the same report tells of."""

    ground: ReportGround | None = None
    form: ReportForm = ReportForm.REQUEST
    text: str
    item_nos: tuple[str, ...] = ()
    confirmed_major: bool = False


class ReportSent(Paper):
    """Under which number, and to which leader."""

    number: str
    leader: str


class Discarding(Paper):
    """Why nothing is reported."""

    reason: str = ""


class Instruction(Paper):
    """领导批示: who gave it, when and in which words, its scan, and by when it is to be answered."""

    leader: str = ""
    text: str = ""
    given_on: date | None = None
    scan: str = ""
    due_on: date | None = None


class Ownership(Paper):
    """Who sees to it by name."""

    owner: str = ""


class InstructionAnswer(Paper):
    """The answer to the leader: its number, how it was handled, the opinion and the result, and who signs."""

    number: str
    handling: str = ""
    opinion: str = ""
    result: str = ""
    signed_by: str


@of_form("NO_REPORT_GROUND", "请选择上报事由。")
def report_ground_named(_: Matter, intent: Intent) -> bool:
    return intent.says("ground") not in (None, ReportGround.UNKNOWN)


@of_form("NO_DISCARD_REASON", "请写明不予上报的理由;重大紧急情况不得不报。")
def discard_reason(matter: Matter, intent: Intent) -> bool:
    return written(intent, "reason") and not matter.above.report.confirmed_major


@of_form("NO_INSTRUCTION_SCAN", "请上传领导批示扫描件并填写日期。")
def instruction_scan(_: Matter, intent: Intent) -> bool:
    given_on = intent.says("given_on")
    return written(intent, "leader", "scan") and given_on is not None and given_on <= intent.on


@of_form("NO_REPLY_DATE", "请填写答复期限。")
def answer_due_set(_: Matter, intent: Intent) -> bool:
    due_on = intent.says("due_on")
    return due_on is not None and due_on >= intent.on


@of_form("NO_OWNER", "请明确督办落实人员。")
def owner_named(_: Matter, intent: Intent) -> bool:
    return written(intent, "owner")


@of_form("RESULT_MISSING", "请写明办理情况、处理意见和结果。")
def result_facts_stated(_: Matter, intent: Intent) -> bool:
    return written(intent, "handling", "opinion", "result")


def _told(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    facts = "　".join(filter(None, (intent.says(name) for name in ("handling", "opinion", "result"))))
    return filled(MatterReportedUp, intent, common, text=intent.says("text") or facts)


def _drafted(matter: Matter, event: MatterReportedUp) -> Matter:
    report = Reported(event.by.id, event.ground, event.confirmed_major)
    return replace(matter, above=replace(matter.above, report=report))


def _instructed(matter: Matter, event: MatterReportedUp) -> Matter:
    return replace(
        matter, above=replace(matter.above, report=replace(matter.above.report, due_on=event.due_on))
    )


def _owned(matter: Matter, event: MatterReportedUp) -> Matter:
    return replace(
        matter, above=replace(matter.above, report=replace(matter.above.report, owner=event.owner))
    )


HEADS, BY_THEM = f"{DEPUTY} {OFFICE_HEAD}", f"{CLERK} {OFFICE_HEAD}"
ROWS: tuple[Row, ...] = (
    row("RU1", [R.NONE], "draft_report", R.DRAFTED, f"{CLERK} {RECEPTIONIST} {SYSTEM}", "S4 一(三)1, 二(四)1", report_ground_named,
        machine="report_up", brings=ReportDraft, tells=_told, then=_drafted),
    row("RU2", [R.DRAFTED], "send_report", R.SENT, HEADS, "R22 25; S4 一(三)1", approver_not_proposer, signer_allowed,
        machine="report_up", brings=ReportSent, tells=_told),
    row("RU3", [R.DRAFTED], "discard_report", R.CLOSED, DEPUTY, "[D]", discard_reason,
        machine="report_up", brings=Discarding, tells=_told),
    row("RU4", [R.SENT], "record_instruction", R.INSTRUCTED, BY_THEM, "S4 一(三)1(3); corrections 19", instruction_scan, answer_due_set,
        machine="report_up", brings=Instruction, tells=_told, then=_instructed),
    row("RU5", [R.SENT], "file_without_instruction", R.CLOSED, CLERK, "S4 二(四)1", machine="report_up", tells=_told),
    row("RU6", [R.INSTRUCTED], "name_instruction_owner", R.OWNED, HEADS, "S4 一(三)1(3)", owner_named,
        machine="report_up", brings=Ownership, tells=_told, then=_owned, drives="closing_check.expect_report"),
    row("RU7", [R.OWNED], "answer_instruction", R.ANSWERED, BY_THEM, "S4 一(三)1(3), 二(四)1(3)", result_facts_stated, signer_allowed,
        machine="report_up", brings=InstructionAnswer, tells=_told),
    row("RU8", [R.ANSWERED], "instruct_again", R.INSTRUCTED, BY_THEM, "[D]", instruction_scan, answer_due_set,
        machine="report_up", brings=Instruction, tells=_told, then=_instructed),
    row("RU9", [R.ANSWERED], "close_report", R.CLOSED, OFFICE_HEAD, "corrections 19", machine="report_up", tells=_told),
)  # fmt: skip
