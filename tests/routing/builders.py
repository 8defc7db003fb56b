"""Matters in any state, wishes on them, and what units bring; keyword builders with sensible defaults."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lianjie_contracts.base import Actor, Claim, Place, Suggestion
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_issue_opinion import OfferedOpinion
from lianjie_contracts.vocabulary import (
    AssignmentRole,
    Channel,
    ClaimResult,
    MatterClass,
    MatterState,
    Path,
    Source,
    TransferMode,
)
from services.routing.domain.acts import Act, Intent
from services.routing.domain.matter import AssignmentState, Matter, UnitShare
from services.routing.domain.opinions import Draft
from services.routing.domain.roads.accepting import Handlers
from services.routing.domain.roads.answering import Service
from services.routing.domain.roads.dispatching import Dispatch
from services.routing.domain.roads.screening import Guidance
from services.routing.domain.roads.withdrawing import OwnWill, RegretOver

AT = datetime(2026, 9, 28, 1, 13, tzinfo=UTC)
ZJJ, RSJ, JW = "450199-zjj", "450199-rsj", "450199-jwjw"
EVERY_ROLE = frozenset(
    [
        "router",
        "receptionist",
        "letter_clerk",
        "unit_liaison",
        "unit_handler",
        "unit_head",
        "notifier",
        "office_deputy_head",
        "office_head",
        "leader",
        "supervisor",
        "archivist",
        "auditor",
        "analyst",
        "registrar",
        "review_lead",
        "review_secretary",
        "review_panel_member",
        "hearing_host",
        "hearing_officer",
        "session_coordinator",
        "petitioner",
        "system",
    ]
)
PERSON = Actor(id="somebody@450199", role="router", name="莫志远")


def a_claim(number: int = 1, **changed: object) -> Claim:
    fields = {
        "claim_id": f"c{number}",
        "text": f"请求 {number}",
        "path": Path.PETITION,
        "path_basis": "《信访工作条例》第三十一条第六项",
    }
    return Claim(**(fields | changed))  # type: ignore[arg-type]


def a_share(unit: str = ZJJ, role: AssignmentRole = AssignmentRole.LEAD, **changed: object) -> UnitShare:
    share = UnitShare(f"a-{unit}", unit, "县住建局", role, TransferMode.FORWARD, ("c1",))
    return replace(share, **changed)  # type: ignore[arg-type]


def a_matter(state: MatterState = MatterState.SCREENING, **changed: object) -> Matter:
    dispatched = state not in (MatterState.SCREENING, MatterState.CLOSED_AT_INTAKE)
    matter = Matter(
        matter_id="450199:m", county="450199", profile="national_2022", state=state, title="屋面渗漏要求维修",
        claims=(a_claim(),), matter_class=MatterClass.APPEAL, category="03", place=Place(code="450199003", name="河西街道"),
        channel=Channel.VISIT, source=Source.SELF, received_at=AT, last_at=AT, suggestion=Suggestion(unit=ZJJ, sure=True),
        item_ids=("450199:i",), item_nos=("45019920260928V00001",), assignments=(a_share(),) if dispatched else (), handlers=("梁伟", "黄一"),
    )  # fmt: skip
    return replace(matter, **changed)  # type: ignore[arg-type]


def a_wish(act: str, brings: object = None, **changed: object) -> Intent:
    intent = Intent(act, PERSON, AT + timedelta(hours=1), EVERY_ROLE, ZJJ, brings)
    return replace(intent, **changed)  # type: ignore[arg-type]


def a_dispatch(**changed: object) -> Dispatch:
    return replace(Dispatch(TransferMode.FORWARD, (a_share(),), competent=True), **changed)  # type: ignore[arg-type]


def guidance(**changed: object) -> Guidance:
    fields = Guidance(
        Path.LITIGATION, "LEGAL_PATH", "已经起诉", "《信访工作条例》第三十一条", "请向云岭县人民法院反映"
    )
    return replace(fields, **changed)  # type: ignore[arg-type]


def an_opinion(**changed: object) -> OfferedOpinion:
    fields = {
        "number": "住建信处〔2026〕57号", "answers": (ClaimAnswer(claim_id="c1", result=ClaimResult.SUPPORT, text="同意维修"),),
        "facts": "查明三处开裂", "evidence": "勘查笔录", "legal_basis": ("《建设工程质量管理条例》第四十条",),
        "review_organ": "云岭县人民政府", "signed_by": "黄志强",
    }  # fmt: skip
    return OfferedOpinion(**(fields | changed))  # type: ignore[arg-type]


def a_draft(drafted_by: str = "梁伟", **changed: object) -> Draft:
    return Draft(an_opinion(**changed), drafted_by)


WHAT_EACH_ACT_BRINGS: dict[str, object] = {
    Act.GUIDE_TO_PATH: guidance(),
    Act.FORWARD: a_dispatch(),
    Act.ASSIGN: a_dispatch(
        mode=TransferMode.ASSIGN, approved_by="deputy@450199", report_due_at=AT + timedelta(days=30)
    ),
    Act.ASSIGN_HANDLER: Handlers(("梁伟", "黄一")),
    Act.DRAFT_OPINION: a_draft(),
    Act.ISSUE_OPINION: a_draft(),
    Act.ANSWER_CLAIMS: a_draft(),
    Act.RECORD_SERVICE: Service("450199:d", AT, AT),
    Act.WITHDRAW: OwnWill(1),
    Act.REVOKE_WITHDRAWAL: OwnWill(1),
    Act.WITHDRAWAL_TAKES_EFFECT: RegretOver(AT),
}
CO_STATES = tuple(AssignmentState)
