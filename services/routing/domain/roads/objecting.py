"""A unit says a matter is not its own, or the office sent it wrongly: deemed receipt, objection, return, recall.

Rows 7.2, 7.3, 8, 9, 9.2, 10 of the matter, which the lead's share mirrors; AS3, AS4, AS5, AS9, AS10 of a co-unit's share.
One upheld objection or recall sends the matter out anew; the second one leads to a dispute, for a third free dispatch
would only be the next guess (correction 7).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lianjie_contracts.base import MatterEvent, UnitCode
from lianjie_contracts.events.matter_assignment_closed import MatterAssignmentClosed
from lianjie_contracts.events.matter_objected import MatterObjected
from lianjie_contracts.events.matter_objection_rejected import MatterObjectionRejected
from lianjie_contracts.events.matter_recalled import MatterRecalled
from lianjie_contracts.events.matter_receipt_deemed import MatterReceiptDeemed
from lianjie_contracts.events.matter_returned import MatterReturned
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Act, Intent, Paper, TimeIsUp
from services.routing.domain.citing import competence_in_force
from services.routing.domain.guards import deputy_head_approved, written
from services.routing.domain.matter import AssignmentState as A, Matter, of_share
from services.routing.domain.rows import DEPUTY, HEAD, LIAISON, ROUTER, SYSTEM, Row, of_form, of_matter, row
from services.routing.domain.windows import window_is_open

RETURNS = 1  # upheld objections and recalls of one matter before it is a dispute (correction 7)


class Objection(Paper):
    """Why the unit is not competent, by which provision, and who is."""

    reasons: str = ""
    basis: str = ""
    competent_unit: str = ""


class Finding(Paper):
    """What the office has found on an objection."""

    reason: str = ""


class FindingOnShare(Finding):
    """The same, on a co-unit's objection."""

    unit: UnitCode


class Recall(Paper):
    """What went wrong at the office when it sent the matter."""

    reason: str = ""
    approved_by: str | None = None


class RecallOfShare(Paper):
    unit: UnitCode
    reason: str = ""


class ShareNamed(Paper):
    unit: UnitCode


@of_matter("NOT_YET_DEEMED", "尚未到视为签收的时间。")
def deemed_receipt_due(matter: Matter, intent: Intent) -> bool:
    """C42 of the lead's share has ended without signing, and nothing was deemed of it before; nor of an older system's past,
    whose units knew of no such rule."""
    up, lead = intent.of(TimeIsUp), matter.lead
    if up is None or up.clock != "C42" or intent.at < up.due_at or lead is None:
        return False
    is_past = matter.carried_until is not None and up.started_at <= matter.carried_until
    return up.assignment_id in (None, lead.assignment_id) and lead.deemed_received_at is None and not is_past


@of_form("NO_SENDER_ERROR", "请写明误转原因。")
def sender_error_recorded(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


@of_matter("RETURN_LIMIT", "已退回过一次,须协商或指定管辖。")
def return_count_below_limit(matter: Matter, _: Intent) -> bool:
    return matter.return_count < RETURNS


@of_matter("FIRST_RETURN", "首次异议成立,应重新分派。")
def return_count_at_limit(matter: Matter, _: Intent) -> bool:
    return matter.return_count >= RETURNS


@of_matter("OBJECTION_LATE", "异议期限已过,应当受理办理。")
def within_c05(matter: Matter, intent: Intent) -> bool:
    share = matter.share_of(intent.unit)
    return share is not None and window_is_open(matter, "C05", intent.at, share.assignment_id)


@of_form("OBJECTION_NO_REASON", "异议须写明详细理由、依据和有权处理单位。")
def objection_reasons_given(_: Matter, intent: Intent) -> bool:
    return written(intent, "reasons", "basis", "competent_unit")


@of_matter("OBJECTED_BEFORE", "对同一转送机关只能提出一次异议。")
def no_prior_objection_same_sender(matter: Matter, intent: Intent) -> bool:
    """A county has one sending office."""
    return intent.unit not in matter.objected


@of_matter("DESIGNATED", "指定(协商确定)管辖后不得再提异议或争议。")
def not_designated(matter: Matter, intent: Intent) -> bool:
    share = matter.share_of(intent.unit) or matter.lead
    return share is None or not share.designated


@of_form("SENDER_NOT_AGREED", "须经转送、交办机关核实同意。")
def sender_agrees(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


@of_form("NO_REJECTION_REASON", "请写明不予采纳异议的理由。")
def rejection_reasons_given(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


def _deemed_of(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    assert matter.lead is not None, "a matter was sent to nobody"
    return MatterReceiptDeemed(
        **common, unit=matter.lead.unit, designated=matter.lead.designated, deemed_at=intent.brings.due_at
    )


def _deemed(matter: Matter, event: MatterReceiptDeemed) -> Matter:
    return of_share(
        matter, matter.share_of(event.unit), deemed_received_at=event.deemed_at or event.occurred_at
    )


def _objected(matter: Matter, event: MatterObjected) -> Matter:
    return replace(matter, objected=(*matter.objected, event.unit))


def _given_back(matter: Matter, event: MatterReturned | MatterRecalled) -> Matter:
    return replace(matter, given_back=(*matter.given_back, event.unit))


def _sent_back(matter: Matter, event: MatterReturned | MatterRecalled) -> Matter:
    """The lead's share is given back, and with it the matter: that counts."""
    return replace(_given_back(matter, event), return_count=matter.return_count + 1)


UNIT_OBJECTS = (
    within_c05,
    objection_reasons_given,
    no_prior_objection_same_sender,
    not_designated,
    competence_in_force,
)
ROWS: tuple[Row, ...] = (
    row("7.2", [S.DISPATCHED], Act.DEEM_RECEIVED, None, SYSTEM, "corrections 6 [D]", deemed_receipt_due,
        brings=TimeIsUp, tells=_deemed_of, then=_deemed),
    row("7.3", [S.DISPATCHED, S.RECEIVED], "recall", S.SCREENING, f"{ROUTER} {DEPUTY}", "[D]",
        sender_error_recorded, return_count_below_limit, deputy_head_approved,
        brings=Recall, tells=MatterRecalled, then=_sent_back, drives="assignment.recall_assignment closing_check.report_not_due"),
    row("8", [S.RECEIVED], Act.OBJECT, S.OBJECTED, f"{LIAISON} {HEAD}", "R22 23; BJ 35", *UNIT_OBJECTS,
        brings=Objection, tells=MatterObjected, then=_objected, drives="assignment.object_assignment"),
    row("9", [S.OBJECTED], "uphold_objection", S.SCREENING, f"{ROUTER} {DEPUTY}", "R22 23; corrections 7",
        sender_agrees, return_count_below_limit,
        brings=Finding, tells=MatterReturned, then=_sent_back, drives="assignment.uphold_return closing_check.report_not_due"),
    row("9.2", [S.OBJECTED], "uphold_objection_again", S.DISPUTED, f"{ROUTER} {DEPUTY}", "corrections 7",
        sender_agrees, return_count_at_limit,
        brings=Finding, tells=MatterReturned, then=_sent_back, drives="assignment.uphold_return closing_check.report_not_due"),
    row("10", [S.OBJECTED], "reject_objection", S.RECEIVED, f"{ROUTER} {DEPUTY}", "R22 23", rejection_reasons_given,
        brings=Finding, tells=MatterObjectionRejected, drives="assignment.reject_objection_of"),
    row("AS3", [A.SIGNED], Act.OBJECT_ASSIGNMENT, A.OBJECTED, f"{LIAISON} {HEAD}", "R22 23", *UNIT_OBJECTS,
        machine="assignment", brings=Objection, tells=MatterObjected, then=_objected),
    row("AS4", [A.OBJECTED], "uphold_return", A.RETURNED, f"{ROUTER} {DEPUTY}", "R22 23", sender_agrees,
        machine="assignment", brings=FindingOnShare, tells=MatterReturned, then=_given_back),
    row("AS5", [A.OBJECTED], "reject_objection_of", A.CONFIRMED, f"{ROUTER} {DEPUTY}", "R22 23", rejection_reasons_given,
        machine="assignment", brings=FindingOnShare, tells=MatterObjectionRejected),
    row("AS9", [A.REPORTED], "close_assignment", A.CLOSED, f"{ROUTER} {SYSTEM}", "domain 7",
        machine="assignment", brings=ShareNamed, tells=MatterAssignmentClosed),
    row("AS10", [A.SENT, A.SIGNED], "recall_assignment", A.RECALLED, ROUTER, "[D]", sender_error_recorded,
        machine="assignment", brings=RecallOfShare, tells=MatterRecalled, then=_given_back),
)  # fmt: skip
