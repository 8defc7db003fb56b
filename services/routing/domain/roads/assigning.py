"""Who works on a matter besides the ordinary dispatch: by telephone first, a helper more, another lead (rows 6.3 to 6.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from lianjie_contracts.base import MatterEvent, UnitCode
from lianjie_contracts.events.matter_followup_sent import MatterFollowupSent
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S, Urgency
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.guards import deputy_head_approved, written
from services.routing.domain.matter import AssignmentState as A, Matter
from services.routing.domain.roads.dispatching import (
    Sending,
    accusation_not_dispatched,
    accused_not_target,
    claims_shared_out,
    dispatched,
    one_lead,
    report_due_set,
    sent,
    shared,
    target_competent,
    told_of,
)
from services.routing.domain.rows import CLERK, DEPUTY, ROUTER, Row, of_form, of_matter, row


class PhoneOrder(Sending):
    """交办 by telephone or fax for what cannot wait: who was told, and when; the letter follows."""

    call: str = ""


class Helper(Paper):
    """A further unit, and which of the claims it takes off the lead."""

    unit: UnitCode
    claim_ids: tuple[str, ...]
    reason: str = ""


class NewLead(Paper):
    """A co-unit that is to lead from now on."""

    unit: UnitCode
    reason: str = ""
    approved_by: str | None = None


class WrittenFollowup(Paper):
    """The letter that follows a call."""

    number: str
    sent_on: date


@of_matter("NOT_URGENT", "该事项未标注重大紧急。")
def urgency_major(matter: Matter, _: Intent) -> bool:
    return matter.urgency in (Urgency.MAJOR, Urgency.URGENT)


@of_form("CALL_NOT_STATED", "请写明通话（传真）的时间和接听人。")
def call_stated(_: Matter, intent: Intent) -> bool:
    """[D] What row 6.5 asks for later is written down when it happens."""
    return written(intent, "call")


@of_matter("NO_CALL_RECORD", "请先登记电话(传真)交办情况。")
def urgent_call_recorded(matter: Matter, _: Intent) -> bool:
    return bool(matter.call)


@of_form("NEW_LEAD_NOT_ACCEPTED", "拟改为主办的单位尚未受理。尚未受理的，请收回后重新转交。")
def new_lead_has_accepted(matter: Matter, intent: Intent) -> bool:
    """[D] From the note of row 6.6: who leads must have accepted; before that, a recall is the way (7.3)."""
    named = (share for share in intent.says("shares") or () if share.role == AssignmentRole.LEAD)
    held = matter.share_of(next((share.unit for share in named), None))
    return held is not None and held.state in (A.ACK, A.REPORTED)


def changed(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    b = intent.brings
    return MatterSharesChanged(
        **common,
        assignments=tuple(told_of(share) for share in b.shares),
        reason=b.reason,
        approved_by=b.approved_by,
    )


def reshared(matter: Matter, event: MatterSharesChanged) -> Matter:
    """Each share as it is told, standing where it stood; claims go with their shares."""
    held = {share.assignment_id: share for share in matter.assignments}
    told = [shared(assignment) for assignment in event.assignments]
    shares = tuple(
        replace(held[each.assignment_id], unit=each.unit, unit_name=each.unit_name, role=each.role, claim_ids=each.claim_ids)
        if each.assignment_id in held else each
        for each in told
    )  # fmt: skip
    holder = {claim_id: share.unit for share in shares for claim_id in share.claim_ids}
    claims = tuple(
        claim.model_copy(update={"unit": holder.get(claim.claim_id, claim.unit)}) for claim in matter.claims
    )
    return replace(matter, assignments=shares, claims=claims)


IN_HAND = (S.DISPATCHED, S.RECEIVED, S.ACCEPTED, S.HANDLING)
ROWS: tuple[Row, ...] = (
    row("6.3", [S.SCREENING], "assign_by_phone", S.DISPATCHED, f"{ROUTER} {DEPUTY}", "S4 一(三)2(1)",
        target_competent, accused_not_target, one_lead, urgency_major, report_due_set,
        accusation_not_dispatched, claims_shared_out, call_stated,
        brings=PhoneOrder, tells=dispatched, then=sent, drives="assignment.send closing_check.expect_report"),
    row("6.4", IN_HAND, "add_assignment", None, ROUTER, "corrections 10",
        target_competent, accused_not_target, one_lead, claims_shared_out,
        brings=Helper, tells=changed, then=reshared, drives="assignment.send"),
    row("6.5", [S.DISPATCHED, S.RECEIVED, S.OBJECTED, S.ACCEPTED, S.HANDLING], "send_written_followup", None,
        f"{CLERK} {ROUTER}", "S4 一(三)2(1) 补发", urgent_call_recorded,
        brings=WrittenFollowup, tells=MatterFollowupSent),
    row("6.6", [*IN_HAND, S.MEDIATING, S.HEARING], "change_lead", None, f"{ROUTER} {DEPUTY}", "corrections 10 [D]",
        one_lead, deputy_head_approved, new_lead_has_accepted,
        brings=NewLead, tells=changed, then=reshared),
)  # fmt: skip
