"""A matter as its own events tell it: what each event makes of the matter before it.

Deciding and telling lie elsewhere; this is the way back, for whoever has the events and not the document. Three fields
are no business of the topic and come from the item that opened the matter (`opening.with_item`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from lianjie_contracts.base import Assignment, Claim, MatterEvent
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_amended import MatterAmended
from lianjie_contracts.events.matter_assignment_answered import MatterAssignmentAnswered
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, MatterOpinionIssued
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.matter_withdrawal_requested import MatterWithdrawalRequested
from lianjie_contracts.events.matter_withdrawal_revoked import MatterWithdrawalRevoked
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from lianjie_contracts.vocabulary import AssignmentRole, MatterState
from services.routing.domain.consequences import withdrawn
from services.routing.domain.matter import AssignmentState, Matter, UnitShare, WithdrawalState


def evolve(matter: Matter | None, event: MatterEvent) -> Matter:
    """The matter after one more of its events; an event without an entry tells of the state alone."""
    if isinstance(event, MatterOpened):
        return _opened(event)
    assert matter is not None, "the first event of a matter opens it"
    moved = replace(matter, state=event.state or matter.state, last_at=event.occurred_at)
    told = _TOLD.get(type(event))
    return told(moved, event) if told else moved


def _opened(event: MatterOpened) -> Matter:
    assert event.state is not None
    return Matter(
        matter_id=event.matter_id, county=event.county, profile=event.profile, state=event.state, title=event.title,
        claims=event.claims, matter_class=event.matter_class, category=event.category, place=event.place, channel=event.channel,
        source=event.source, received_at=event.received_at, last_at=event.occurred_at, suggestion=event.suggestion,
        urgency=event.urgency, litigation_status=event.litigation_status, restricted=event.restricted, secret=event.secret,
        accused_unit=event.accused_unit, headcount=event.headcount, item_ids=(event.item_id,), item_nos=(event.item_no,),
        first_handler=event.first_handler,
    )  # fmt: skip


def _joined(matter: Matter, event: MatterItemJoined) -> Matter:
    new = event.new_claims if matter.state == MatterState.SCREENING else ()
    return replace(
        matter, item_ids=(*matter.item_ids, event.item_id), item_nos=(*matter.item_nos, event.item_no),
        headcount=max(matter.headcount, event.headcount), claims=(*matter.claims, *new),
    )  # fmt: skip


def _amended(matter: Matter, event: MatterAmended) -> Matter:
    return replace(
        matter, title=event.title, claims=event.claims, matter_class=event.matter_class, category=event.category, place=event.place,
        litigation_status=event.litigation_status, urgency=event.urgency, restricted=event.restricted, secret=event.secret,
        accused_unit=event.accused_unit, suggestion=event.suggestion, headcount=event.headcount,
    )  # fmt: skip


def _closed(matter: Matter, event: MatterClosedAtIntake) -> Matter:
    """Guided to another path, every claim is on it; handed to discipline, none is."""
    if event.path is None:
        return matter
    path = {"path": event.path, "path_basis": event.basis}
    return replace(matter, claims=tuple(claim.model_copy(update=path) for claim in matter.claims))


def _dispatched(matter: Matter, event: MatterDispatched) -> Matter:
    shares = tuple(_share(assignment) for assignment in event.assignments)
    holder = {claim_id: share.unit for share in shares for claim_id in share.claim_ids}
    claims = tuple(claim.model_copy(update={"unit": holder.get(claim.claim_id)}) for claim in matter.claims)
    return replace(
        matter, assignments=shares, claims=claims, report_due_at=event.report_due_at, category=event.category or matter.category
    )  # fmt: skip


def _share(told: Assignment) -> UnitShare:
    return UnitShare(told.assignment_id, told.unit, told.unit_name, told.role, told.mode, told.claim_ids)


def _signed(matter: Matter, event: MatterSigned) -> Matter:
    return _of_unit(matter, event.unit, state=AssignmentState.SIGNED)


def _accepted(matter: Matter, event: MatterAccepted) -> Matter:
    return _of_unit(_with_claims(matter, event.claims), event.unit, state=AssignmentState.ACK)


def _handled(matter: Matter, event: MatterHandlerAssigned) -> Matter:
    return replace(matter, handlers=event.handlers)


def _answered(matter: Matter, event: MatterAssignmentAnswered) -> Matter:
    reported = _of_unit(matter, event.unit, state=AssignmentState.REPORTED, answers=event.answers)
    return _with_results(reported, event.answers)


def _issued(matter: Matter, event: MatterOpinionIssued) -> Matter:
    issued = replace(matter, opinion=event.opinion, issued_at=event.occurred_at)
    return _with_results(issued, event.opinion.answers)


def _completed(matter: Matter, event: MatterCompleted) -> Matter:
    shares = tuple(
        replace(share, state=AssignmentState.REPORTED) if share.role == AssignmentRole.LEAD else share
        for share in matter.assignments
    )
    return replace(matter, delivery_id=event.delivery_id, assignments=shares)


def _withdrawal_requested(matter: Matter, event: MatterWithdrawalRequested) -> Matter:
    return replace(matter, withdrawal=WithdrawalState.PENDING, withdrawal_at=event.occurred_at)


def _withdrawal_revoked(matter: Matter, _: MatterWithdrawalRevoked) -> Matter:
    revoked = matter.withdrawals_revoked + 1
    return replace(matter, withdrawal=WithdrawalState.REVOKED, withdrawals_revoked=revoked)


def _withdrawal_overtaken(matter: Matter, event: MatterWithdrawalOvertaken) -> Matter:
    return replace(matter, withdrawal=WithdrawalState.OVERTAKEN) if event.row else matter


def _withdrawn(matter: Matter, _: MatterWithdrawn) -> Matter:
    return withdrawn(matter)


def _of_unit(matter: Matter, unit: str, **changed: Any) -> Matter:  # noqa: ANN401 - fields of UnitShare
    shares = tuple(replace(share, **changed) if share.unit == unit else share for share in matter.assignments)
    return replace(matter, assignments=shares)


def _with_claims(matter: Matter, told: Iterable[Claim]) -> Matter:
    new = {claim.claim_id: claim for claim in told}
    return replace(matter, claims=tuple(new.get(claim.claim_id, claim) for claim in matter.claims))


def _with_results(matter: Matter, answers: Iterable[ClaimAnswer]) -> Matter:
    results = {answer.claim_id: answer.result for answer in answers}
    return _with_claims(
        matter,
        (
            claim.model_copy(update={"result": results[claim.claim_id]})
            for claim in matter.claims
            if claim.claim_id in results
        ),
    )


_TOLD: Mapping[type[MatterEvent], Callable[[Matter, Any], Matter]] = {
    MatterItemJoined: _joined,
    MatterAmended: _amended,
    MatterClosedAtIntake: _closed,
    MatterDispatched: _dispatched,
    MatterSigned: _signed,
    MatterAccepted: _accepted,
    MatterHandlerAssigned: _handled,
    MatterAssignmentAnswered: _answered,
    MatterOpinionIssued: _issued,
    MatterCompleted: _completed,
    MatterWithdrawalRequested: _withdrawal_requested,
    MatterWithdrawalRevoked: _withdrawal_revoked,
    MatterWithdrawalOvertaken: _withdrawal_overtaken,
    MatterWithdrawn: _withdrawn,
}
