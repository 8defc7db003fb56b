"""A matter is closed: checked against the list where it was reported on, plainly where nobody owes a report (34 to 34.2)."""

from __future__ import annotations

from enum import StrEnum

from lianjie_contracts.base import Value
from lianjie_contracts.events.matter_closed import MatterClosed
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import (
    EXECUTION_AT_REST,
    NO_REVIEW_OPEN,
    ClosingCheckState as C,
    ServiceState,
)
from services.routing.domain.guards import approver_not_proposer, driven_only, report_owed
from services.routing.domain.matter import Matter
from services.routing.domain.roads.reporting import checked
from services.routing.domain.rows import CLERK, DEPUTY, LIAISON, ROUTER, SYSTEM, Row, of_form, of_matter, row

CHECKED_ITEMS = (
    "REPORTING_BODY", "MATCHES_MATTER", "FACTS_CLEAR", "EVIDENCE_SOLID", "NATURE_CORRECT", "LAW_CORRECT", "TREATMENT_PROPER",
    "FORMALITIES", "RESULT_CARRIED_OUT", "REPLY_GIVEN",
    "MATERIALS_COMPLETE", "FORMALITIES_COMPLETE", "OPINIONS_PRESENT", "SIGNED_BY_LEADERS", "WRITTEN_REPLY", "PETITIONER_SIGNED",
    "PERSUASION_NOTED",
)  # fmt: skip


class Verdict(StrEnum):
    """One item of the checklist as the office sees it."""

    YES = "YES"
    NO = "NO"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class CheckedItem(Value, extra="forbid", str_strip_whitespace=True):
    """One item; what does not apply says why."""

    item: str
    verdict: Verdict
    reason: str = ""


class Checklist(Paper):
    """审核清单: ten items of the report and seven of the closing (spec/domain 9)."""

    checked: tuple[CheckedItem, ...] = ()


class PlainClosing(Paper):
    """销案 without a check: what the written reply was."""

    reason: str = ""


@of_form("CHECKLIST_OPEN", "审核清单尚有未通过项,不予结案。")
def checklist_all_yes(_: Matter, intent: Intent) -> bool:
    passed = {
        each.item for each in intent.says("checked") or ()
        if each.verdict == Verdict.YES or (each.verdict == Verdict.NOT_APPLICABLE and each.reason)
    }  # fmt: skip
    return passed >= set(CHECKED_ITEMS)


@of_matter("CHECK_REQUIRED", "交办或领导批示事项须经结案审核。")
def not_assigned_or_instructed(matter: Matter, intent: Intent) -> bool:
    return report_owed(matter, intent) is not None


@of_matter("NO_WRITTEN_REPLY", "尚未书面答复信访人。")
def written_reply_given(matter: Matter, _: Intent) -> bool:
    """It was served, or shown to be undeliverable with approval."""
    return matter.delivery in (ServiceState.SERVED, ServiceState.UNDELIVERABLE)


ROWS: tuple[Row, ...] = (
    row("34", [C.REPORT_CHECK], "approve_close", C.APPROVED, DEPUTY, "S4 一(八), 二(七)", checklist_all_yes, approver_not_proposer,
        machine="closing_check", brings=Checklist, tells=checked, drives="matter.close_assigned",
        requires={"execution": EXECUTION_AT_REST, **NO_REVIEW_OPEN, "matter": (S.COMPLETED, S.FINALIZED)}),
    row("34.1", [S.COMPLETED], "close_assigned", S.CLOSED, SYSTEM, "S4 一(八)2", driven_only),
    row("34.2", [S.COMPLETED], "close_plain", S.CLOSED, f"{ROUTER} {CLERK} {LIAISON}", "corrections 1; S4 一(七)",
        not_assigned_or_instructed, written_reply_given,
        brings=PlainClosing, tells=MatterClosed,
        requires={"closing_check": (C.NONE,), "execution": EXECUTION_AT_REST, **NO_REVIEW_OPEN}),
)  # fmt: skip
