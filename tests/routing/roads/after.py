"""Lawful and refused examples of what follows the opinion: executed, reported, called back, taken up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import ClaimResult, MatterState as S, Source, TransferMode
from services.routing.domain.acts import Intent
from services.routing.domain.beside import (
    Callbacks,
    CallbackState as B,
    ClosingCheckState as C,
    ExecutionState as E,
    Reporting,
    ServiceState,
)
from services.routing.domain.matter import Matter
from services.routing.domain.roads.calling_back import Dissatisfaction, Explained, Founded
from services.routing.domain.roads.closing import CHECKED_ITEMS, CheckedItem, Checklist, PlainClosing, Verdict
from services.routing.domain.roads.executing import ExecutionProof, Impossibility
from services.routing.domain.roads.reopening import (
    NewProof,
    OrderedBy,
    Redo,
    Reroute,
    Taker,
    WrittenOrder,
)
from services.routing.domain.roads.reporting import (
    ClosingReport,
    KeySupervision,
    NewReportDate,
    Returned,
    StageReport,
)
from tests.routing.builders import AT, a_claim, a_matter, a_share, a_wish

TODAY, TOMORROW = date(2026, 9, 28), date(2026, 9, 29)
ASSIGNED = a_share(mode=TransferMode.ASSIGN)
CALLED_THRICE = Callbacks(attempts=(AT, AT + timedelta(days=1), AT + timedelta(days=2)))


def done(state: S = S.COMPLETED, **changed: Any) -> Matter:
    """A matter whose opinion has reached the petitioner."""
    answered = {"claims": (a_claim(result=ClaimResult.SUPPORT),), "delivery": ServiceState.SERVED}
    return a_matter(state, **{**answered, **changed})


def driven(act: str, **changed: Any) -> Intent:
    return replace(a_wish(act, **changed), driven=True)


def a_checklist(**verdicts: Verdict) -> Checklist:
    return Checklist(
        checked=tuple(
            CheckedItem(item=item, verdict=verdicts.get(item, Verdict.YES)) for item in CHECKED_ITEMS
        )
    )


RETURNED = Returned(failed_items=("答复不明确",), requirement="逐项答复", due_on=TOMORROW)
ORDER = WrittenOrder(
    number="桂信督〔2026〕3号", dated=TODAY, organ="自治区信访局", given_by=OrderedBy.SUPERIOR
)
PROOF = NewProof(reason="新的鉴定结论", evidence=("鉴定报告",))
EXPECTED = done(closing_check=C.AWAITING_REPORT, assignments=(ASSIGNED,))
REPORTED = replace(EXPECTED, closing_check=C.REPORT_CHECK, reporting=Reporting(reported_by="liaison"))
RETURNED_TWICE = replace(REPORTED, reporting=Reporting("liaison", returns=2))
TO_CALL = done(callback=B.TASK_OPEN)
DISSATISFIED = done(callback=B.CHECKING)
REOPENED = a_matter(S.REOPENED)

LAWFUL = {
    "26": (done(), driven("start_execution")),
    "26.2": (done(execution=E.EXECUTED), driven("restart_execution")),
    "39": (done(execution=E.EXECUTING), a_wish("prove_execution", ExecutionProof(done_on=TODAY, proof="验收单"))),
    "39.2": (done(execution=E.EXECUTING), a_wish(
        "record_not_executable", Impossibility(reason="房屋已灭失", approving_organ="市住建局", told_on=TODAY))),
    "33.0": (done(assignments=(ASSIGNED,)), driven("expect_report")),
    "33.1": (EXPECTED, driven("report_not_due")),
    "33": (EXPECTED, a_wish("submit_report", ClosingReport(text="已办结", reply_no="住建信处〔2026〕57号"))),
    "33.2": (EXPECTED, a_wish("submit_stage_report", StageReport(text="在修", reason="等待材料", next_on=TOMORROW))),
    "33.3": (EXPECTED, a_wish("grant_report_extension", NewReportDate(due_on=TOMORROW))),
    "34": (REPORTED, a_wish("approve_close", a_checklist())),
    "35": (replace(REPORTED, callback=B.TASK_OPEN, execution=E.EXECUTING), a_wish("return_for_redo", RETURNED)),
    "35.2": (REPORTED, a_wish("ask_supplement", RETURNED)),
    "35.3": (RETURNED_TWICE, a_wish("pass_to_key_supervision", KeySupervision(leader="分管领导", due_on=TOMORROW))),
    "34.1": (done(), driven("close_assigned")),
    "34.2": (done(), a_wish("close_plain", PlainClosing(reason="已书面答复"))),
    "35.1": (done(), driven("redo_after_check")),
    "CB1": (done(), driven("open_task")),
    "CB2": (TO_CALL, a_wish("record_failed_attempt")),
    "CB3": (TO_CALL, a_wish("record_satisfied")),
    "CB4": (TO_CALL, a_wish("record_dissatisfied", Dissatisfaction(reason="仍在漏水"))),
    "CB5": (replace(TO_CALL, callbacks=CALLED_THRICE), a_wish("record_unreached")),
    "CB6": (DISSATISFIED, a_wish("find_founded", Founded(finding="属实"))),
    "CB7": (DISSATISFIED, a_wish("find_unfounded", Explained(finding="新的部位", explained_on=TODAY))),
    "CB8": (TO_CALL, driven("cancel_task")),
    "29": (done(assignments=(ASSIGNED,)), driven("order_redo")),
    "36": (done(callback=B.FOUNDED, assignments=(ASSIGNED,), closing_check=C.APPROVED), a_wish("reopen_after_callback", Redo())),
    "36.2": (done(), a_wish("reopen_by_supervision", ORDER)),
    "36.3": (done(), a_wish("reopen_new_facts", PROOF)),
    "36.4": (done(), a_wish("reopen_by_superior", ORDER)),
    "36.5": (done(), a_wish("reopen_broken_agreement", PROOF)),
    "36.7": (REOPENED, a_wish("start_redo", Taker(handlers=("梁伟", "黄一"), redo_leader="韦副局长"))),
    "36.8": (REOPENED, a_wish("reroute", Reroute(reason="职责已划转", approved_by="deputy@450199"))),
    "41": (done(state=S.FINALIZED), a_wish("reopen_by_order", ORDER)),
}  # fmt: skip
LIANG = Actor(id="x", role="receptionist", name="梁伟")
PROVOKED = (
    ("result_supports", done(claims=(a_claim(result=ClaimResult.EXPLAIN),)), driven("start_execution")),
    ("execution_proof", done(), a_wish("prove_execution", ExecutionProof(proof="验收单"))),
    ("execution_proof", done(), a_wish("prove_execution", ExecutionProof(done_on=TOMORROW, proof="验收单"))),
    ("not_executable_approved", done(), a_wish("record_not_executable", Impossibility(reason="灭失"))),
    ("report_owed", done(), driven("expect_report")),
    ("report_complete_on_its_face", EXPECTED, a_wish("submit_report", ClosingReport(text="已办结"))),
    ("late_reason_given", EXPECTED, a_wish("submit_stage_report", StageReport(text="在修", next_on=TOMORROW))),
    ("late_reason_given", EXPECTED, a_wish("submit_stage_report", StageReport(text="在修", reason="晚", next_on=TODAY))),
    ("report_extension_once", replace(EXPECTED, reporting=Reporting(extended=True)), a_wish("grant_report_extension")),
    ("report_due_later", replace(EXPECTED, report_due_at=AT + timedelta(days=9)),
     a_wish("grant_report_extension", NewReportDate(due_on=TOMORROW))),
    ("checklist_all_yes", REPORTED, a_wish("approve_close", Checklist())),
    ("checklist_all_yes", REPORTED, a_wish("approve_close", a_checklist(FACTS_CLEAR=Verdict.NO))),
    ("checklist_all_yes", REPORTED, a_wish("approve_close", a_checklist(PETITIONER_SIGNED=Verdict.NOT_APPLICABLE))),
    ("approver_not_proposer", replace(REPORTED, reporting=Reporting("somebody@450199")), a_wish("approve_close", a_checklist())),
    ("failed_item_named", REPORTED, a_wish("return_for_redo", Returned(requirement="重做", due_on=TOMORROW))),
    ("failed_item_named", REPORTED, a_wish("return_for_redo", Returned(failed_items=("x",), requirement="重做", due_on=TODAY))),
    ("redo_round_left", RETURNED_TWICE, a_wish("return_for_redo", RETURNED)),
    ("redo_rounds_used", REPORTED, a_wish("pass_to_key_supervision")),
    ("not_assigned_or_instructed", done(assignments=(ASSIGNED,)), a_wish("close_plain")),
    ("not_assigned_or_instructed", done(source=Source.LEADER_INSTRUCTION), a_wish("close_plain")),
    ("written_reply_given", done(delivery=ServiceState.SIGNED), a_wish("close_plain")),
    ("caller_not_handler", TO_CALL, a_wish("record_satisfied", by=LIANG)),
    ("checker_not_handler", DISSATISFIED, a_wish("find_founded", by=LIANG)),
    ("attempts_left", replace(TO_CALL, callbacks=CALLED_THRICE), a_wish("record_failed_attempt")),
    ("three_attempts_made", TO_CALL, a_wish("record_unreached")),
    ("dissatisfaction_reason", TO_CALL, a_wish("record_dissatisfied", Dissatisfaction(reason=" "))),
    ("explained_to_petitioner", DISSATISFIED, a_wish("find_unfounded", Explained(finding="新部位"))),
    ("dissatisfaction_founded", done(callback=B.UNFOUNDED), a_wish("reopen_after_callback")),
    ("callback_reopen_once", done(callbacks=Callbacks(has_reopened=True)), a_wish("reopen_after_callback")),
    ("supervision_order", done(), a_wish("reopen_by_supervision", WrittenOrder(number="1"))),
    ("new_facts_shown", done(), a_wish("reopen_new_facts", NewProof(reason="新事实"))),
    ("order_document", done(), a_wish("reopen_by_superior", ORDER.model_copy(update={"dated": None}))),
    ("agreement_broken_proof", done(), a_wish("reopen_broken_agreement", NewProof(reason="", evidence=("x",)))),
    ("court_or_superior", done(), a_wish("reopen_by_order", ORDER.model_copy(update={"given_by": OrderedBy.OTHER}))),
    ("redo_leader_named", REOPENED, a_wish("start_redo", Taker())),
    ("reroute_once", replace(REOPENED, reroutes=1), a_wish("reroute")),
)  # fmt: skip
