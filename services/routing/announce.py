"""Which message tells of which move: from the domain's before and after to the events of the contracts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from lianjie_contracts.base import Actor, Assignment, Message
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_assignment_answered import MatterAssignmentAnswered
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
from lianjie_contracts.events.matter_opinion_drafted import MatterOpinionDrafted
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.matter_withdrawal_requested import MatterWithdrawalRequested
from lianjie_contracts.events.matter_withdrawal_revoked import MatterWithdrawalRevoked
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from lianjie_contracts.vocabulary import AssignmentRole, Outcome, TransferMode
from services.routing.domain.acts import (
    Acceptance,
    Act,
    Dispatch,
    Draft,
    Guidance,
    Intent,
    OwnWill,
    Service,
    ToDiscipline,
)
from services.routing.domain.lifecycle import Row
from services.routing.domain.matter import Matter, UnitShare

T = TypeVar("T")
REQUIREMENTS = {
    TransferMode.FORWARD: "请依法办理并答复信访人",
    TransferMode.ASSIGN: "请依法办理，并在期限内报送办结报告",
}


def event_of(matter: Matter, intent: Intent, row: Row) -> Message:
    """The event that tells of a move; `matter` is as the move has left it."""
    return _EVENTS[intent.act](matter, intent, _common(matter, intent, row))


def feeds(matter: Matter, by: Actor) -> tuple[MatterRouted, ...]:
    """What each unit concerned may now see: one full state per unit that holds a share."""
    return tuple(routed(matter, share, by) for share in matter.assignments)


def routed(matter: Matter, share: UnitShare, by: Actor) -> MatterRouted:
    """What one unit may see: a ticket only if the matter is restricted or secret; the person's name stays sealed.

    The lead sees every claim, for it must answer each or name the unit that does; a co-unit sees its own.
    """
    common: dict[str, Any] = {
        "occurred_at": matter.last_at, "by": by, "unit": share.unit, "matter_id": matter.matter_id, "state": matter.state,
        "item_nos": matter.item_nos, "assignment": assignment(share), "requirement": REQUIREMENTS[share.mode],
    }  # fmt: skip
    if matter.restricted or matter.secret:
        return MatterRouted(**common, ticket_only=True)
    return MatterRouted(
        **common, title=matter.title, main_content=matter.main_content, channel=matter.channel, matter_class=matter.matter_class,
        claims=tuple(c for c in matter.claims if share.role == AssignmentRole.LEAD or c.claim_id in share.claim_ids), place=matter.place,
        urgency=matter.urgency, headcount=matter.headcount, petitioner_name=matter.petitioner_name,
        received_at=matter.received_at, report_due_at=matter.report_due_at,
    )  # fmt: skip


def assignment(share: UnitShare) -> Assignment:
    return Assignment(
        assignment_id=share.assignment_id, unit=share.unit, unit_name=share.unit_name, role=share.role, mode=share.mode,
        claim_ids=share.claim_ids,
    )  # fmt: skip


def _common(matter: Matter, intent: Intent, row: Row) -> dict[str, Any]:
    share = matter.share_of(intent.unit) if intent.unit else matter.lead
    return {
        "occurred_at": matter.last_at, "by": intent.by, "matter_id": matter.matter_id, "county": matter.county,
        "office": matter.county, "profile": matter.profile, "row": row.number, "state": matter.state,
        "first_handler": matter.first_handler, "assignment_id": share.assignment_id if share else None,
    }  # fmt: skip


def _unit(intent: Intent) -> str:
    """Acts of a unit name it; the tables let no other through."""
    return _there(intent.unit)


def _there(value: T | None) -> T:
    """What the act before has put there."""
    if value is None:
        raise ValueError("a move was announced that its rows do not allow")
    return value


def _closed(_: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    b = intent.brings
    if isinstance(b, ToDiscipline):
        return MatterClosedAtIntake(
            **common, outcome=Outcome.HANDED_TO_DISCIPLINE, reason_code="ACCUSATION", reason=b.reason, basis="《信访工作条例》第三十条",
            remedy="由纪检监察机关依规依纪依法处理，处理情况由该机关告知", handed_to=b.organ, approved_by=b.approved_by,
        )  # fmt: skip
    assert isinstance(b, Guidance)
    return MatterClosedAtIntake(
        **common,
        outcome=Outcome.GUIDE,
        reason_code=b.reason_code,
        reason=b.reason,
        basis=b.basis,
        remedy=b.remedy,
        path=b.path,
    )


def _dispatched(matter: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    assert isinstance(intent.brings, Dispatch)
    return MatterDispatched(
        **common, mode=intent.brings.mode, assignments=tuple(assignment(s) for s in matter.assignments), reason=intent.brings.reason,
        category=matter.category,
        followed_suggestion=matter.assignments[0].unit == matter.suggestion.unit, approved_by=intent.brings.approved_by,
        report_due_at=matter.report_due_at,
    )  # fmt: skip


def _signed(_: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    return MatterSigned(**common, unit=_unit(intent))


def _accepted(matter: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    assert isinstance(intent.brings, Acceptance)
    share = matter.share_of(intent.unit)
    mine = tuple(c for c in matter.claims if share and c.claim_id in share.claim_ids)
    return MatterAccepted(**common, unit=_unit(intent), claims=mine, contact=intent.brings.contact)


def _handled(matter: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    return MatterHandlerAssigned(**common, unit=_unit(intent), handlers=matter.handlers)


def _drafted(_: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    assert isinstance(intent.brings, Draft)
    return MatterOpinionDrafted(**common, unit=_unit(intent), drafted_by=intent.brings.drafted_by)


def _issued(matter: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    return MatterOpinionIssued(**common, unit=_unit(intent), opinion=_there(matter.opinion))


def _answered(_: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    assert isinstance(intent.brings, Draft)
    return MatterAssignmentAnswered(**common, unit=_unit(intent), answers=intent.brings.offered.answers)


def _completed(matter: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    assert isinstance(intent.brings, Service)
    lead = matter.lead
    assert lead is not None
    return MatterCompleted(
        **common, unit=lead.unit, delivery_id=intent.brings.delivery_id, issued_at=_there(matter.issued_at),
        service_begun_at=intent.brings.begun_at, served_at=intent.brings.served_at,
    )  # fmt: skip


def _withdrawal_requested(_: Matter, intent: Intent, common: dict[str, Any]) -> Message:
    assert isinstance(intent.brings, OwnWill)
    return MatterWithdrawalRequested(**common, number=intent.brings.number, reason=intent.brings.reason)


def _withdrawal_revoked(_: Matter, __: Intent, common: dict[str, Any]) -> Message:
    return MatterWithdrawalRevoked(**common)


def _withdrawal_overtaken(matter: Matter, _: Intent, common: dict[str, Any]) -> Message:
    because = "处理意见书先签发了。" if matter.issued_at else "这件事先办结了。"
    return MatterWithdrawalOvertaken(**common, because=because)


def _withdrawn(matter: Matter, _: Intent, common: dict[str, Any]) -> Message:
    return MatterWithdrawn(**common, requested_at=_there(matter.withdrawal_at))


_EVENTS: dict[Act, Callable[[Matter, Intent, dict[str, Any]], Message]] = {
    Act.GUIDE_TO_PATH: _closed,
    Act.HAND_TO_DISCIPLINE: _closed,
    Act.FORWARD: _dispatched,
    Act.ASSIGN: _dispatched,
    Act.SIGN_FOR: _signed,
    Act.SIGN: _signed,
    Act.ACCEPT: _accepted,
    Act.ACCEPT_SUGGESTION: _accepted,
    Act.ACKNOWLEDGE: _accepted,
    Act.ASSIGN_HANDLER: _handled,
    Act.DRAFT_OPINION: _drafted,
    Act.ISSUE_OPINION: _issued,
    Act.ANSWER_CLAIMS: _answered,
    Act.RECORD_SERVICE: _completed,
    Act.WITHDRAW: _withdrawal_requested,
    Act.REVOKE_WITHDRAWAL: _withdrawal_revoked,
    Act.WITHDRAWAL_OVERTAKEN: _withdrawal_overtaken,
    Act.WITHDRAWAL_TAKES_EFFECT: _withdrawn,
}
