"""Lawful and refused steps of a report to a leader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lianjie_contracts.vocabulary import MatterState as S, ReportGround
from services.routing.domain.above import Above, Reported, ReportState as R
from services.routing.domain.matter import Matter
from services.routing.domain.roads.reporting_up import (
    Discarding,
    Instruction,
    InstructionAnswer,
    Ownership,
    ReportDraft,
    ReportSent,
)
from tests.routing.builders import PERSON, a_matter, a_wish

DRAFT = ReportDraft(
    ground=ReportGround.GROUP, text="四十户反映安置房渗漏", item_nos=("45019920260901V00007",)
)
INSTRUCTION = Instruction(
    leader="县长",
    text="请住建局限期解决",
    given_on=date(2026, 9, 28),
    scan="批示扫描件",
    due_on=date(2026, 10, 15),
)
ANSWER = InstructionAnswer(
    number="云信批复〔2026〕3号", handling="已现场查勘", opinion="属实", result="已修复", signed_by="主任"
)
SENT = ReportSent(number="云信请〔2026〕9号", leader="县长")


def reported(state: R, drafted_by: str = "clerk@450199", **report: object) -> Matter:
    file = Reported(drafted_by, ReportGround.GROUP, due_on=date(2026, 10, 15), **report)  # type: ignore[arg-type]
    return a_matter(S.HANDLING, report_up=state, above=Above(report=file))


LAWFUL = {
    "RU1": (a_matter(S.HANDLING), a_wish("draft_report", DRAFT, unit=None)),
    "RU2": (reported(R.DRAFTED), a_wish("send_report", SENT, unit=None)),
    "RU3": (reported(R.DRAFTED), a_wish("discard_report", Discarding(reason="已当场化解"), unit=None)),
    "RU4": (reported(R.SENT), a_wish("record_instruction", INSTRUCTION, unit=None)),
    "RU5": (reported(R.SENT), a_wish("file_without_instruction", unit=None)),
    "RU6": (reported(R.INSTRUCTED), a_wish("name_instruction_owner", Ownership(owner="韦主任"), unit=None)),
    "RU7": (reported(R.OWNED), a_wish("answer_instruction", ANSWER, unit=None)),
    "RU8": (reported(R.ANSWERED), a_wish("instruct_again", INSTRUCTION, unit=None)),
    "RU9": (reported(R.ANSWERED), a_wish("close_report", unit=None)),
}
PROVOKED = (
    ("report_ground_named", a_matter(), a_wish("draft_report", ReportDraft(text="x"))),
    ("approver_not_proposer", reported(R.DRAFTED, PERSON.id), a_wish("send_report", SENT)),
    ("signer_allowed", reported(R.DRAFTED), a_wish("send_report", SENT, roles=frozenset({"letter_clerk"}))),
    ("discard_reason", reported(R.DRAFTED), a_wish("discard_report", Discarding(reason=" "))),
    ("discard_reason", reported(R.DRAFTED, confirmed_major=True), a_wish("discard_report", Discarding(reason="x"))),
    ("instruction_scan", reported(R.SENT), a_wish("record_instruction", INSTRUCTION.model_copy(update={"scan": ""}))),
    ("instruction_scan", reported(R.SENT), a_wish("record_instruction", INSTRUCTION.model_copy(update={"given_on": date(2026, 9, 29)}))),
    ("answer_due_set", reported(R.SENT), a_wish("record_instruction", INSTRUCTION.model_copy(update={"due_on": None}))),
    ("owner_named", reported(R.INSTRUCTED), a_wish("name_instruction_owner", Ownership())),
    ("result_facts_stated", reported(R.OWNED), a_wish("answer_instruction", ANSWER.model_copy(update={"opinion": " "}))),
    ("signer_allowed", reported(R.OWNED), replace(a_wish("answer_instruction", ANSWER), roles=frozenset({"letter_clerk"}))),
)  # fmt: skip
