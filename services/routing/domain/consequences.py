"""What an allowed move makes of a matter: one small function per act, given the old matter and the intent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lianjie_contracts.base import Claim
from lianjie_contracts.events.matter_opinion_issued import HandlingOpinion
from lianjie_contracts.vocabulary import AssignmentRole, MatterState
from services.routing.domain.acts import Acceptance, Act, Dispatch, Draft, Guidance, Handlers, Intent, Service
from services.routing.domain.lifecycle import Row
from services.routing.domain.matter import AssignmentState, Matter, UnitShare, WithdrawalState


def after(matter: Matter, intent: Intent, row: Row) -> Matter:
    """The matter after the move; its time never runs backwards."""
    moved = replace(matter, last_at=max(matter.last_at, intent.at))
    if row.target and row.target in MatterState.__members__:
        moved = replace(moved, state=MatterState(row.target))
    consequence = _CONSEQUENCES.get(intent.act)
    return consequence(moved, intent) if consequence else moved


def _dispatched(matter: Matter, intent: Intent) -> Matter:
    assert isinstance(intent.brings, Dispatch)
    holder = {claim_id: share.unit for share in intent.brings.shares for claim_id in share.claim_ids}
    claims = tuple(claim.model_copy(update={"unit": holder.get(claim.claim_id)}) for claim in matter.claims)
    return replace(
        matter, assignments=intent.brings.shares, claims=claims, report_due_at=intent.brings.report_due_at,
        category=intent.brings.category or matter.category,
    )  # fmt: skip


def _guided(matter: Matter, intent: Intent) -> Matter:
    assert isinstance(intent.brings, Guidance)
    path = {"path": intent.brings.path, "path_basis": intent.brings.basis}
    return replace(matter, claims=tuple(claim.model_copy(update=path) for claim in matter.claims))


def _share(matter: Matter, intent: Intent, state: AssignmentState, **more: object) -> Matter:
    def changed(share: UnitShare) -> UnitShare:
        return replace(share, state=state, **more) if share.unit == intent.unit else share  # type: ignore[arg-type]

    return replace(matter, assignments=tuple(changed(share) for share in matter.assignments))


def _signed(matter: Matter, intent: Intent) -> Matter:
    return _share(matter, intent, AssignmentState.SIGNED)


def _accepted(matter: Matter, intent: Intent) -> Matter:
    assert isinstance(intent.brings, Acceptance)
    said = {p.claim_id: {"path": p.path, "path_basis": p.basis} for p in intent.brings.paths}
    mine = share.claim_ids if (share := matter.share_of(intent.unit)) else ()

    def pathed(claim: Claim) -> Claim:
        return (
            claim.model_copy(update=said[claim.claim_id])
            if claim.claim_id in said and claim.claim_id in mine
            else claim
        )

    return _share(
        replace(matter, claims=tuple(pathed(claim) for claim in matter.claims)), intent, AssignmentState.ACK
    )


def _handled(matter: Matter, intent: Intent) -> Matter:
    assert isinstance(intent.brings, Handlers)
    return replace(matter, handlers=tuple(dict.fromkeys(name.strip() for name in intent.brings.names)))


def _answered(matter: Matter, intent: Intent) -> Matter:
    assert isinstance(intent.brings, Draft)
    answers = intent.brings.offered.answers
    return _with_results(
        _share(matter, intent, AssignmentState.REPORTED, answers=answers),
        {a.claim_id: a.result for a in answers},
    )


def _issued(matter: Matter, intent: Intent) -> Matter:
    assert isinstance(intent.brings, Draft)
    # Who signs is who is signed in: a name typed into the text would put somebody else under an official paper.
    signed = intent.brings.offered.model_dump() | {"signed_by": signer(intent)}
    opinion = HandlingOpinion.model_validate(signed)
    issued = replace(matter, opinion=opinion, issued_at=matter.last_at)
    return _with_results(issued, {a.claim_id: a.result for a in opinion.answers})


def signer(intent: Intent) -> str:
    """The signing head; a unit's system that names no person is taken by its word."""
    typed = intent.brings.offered.signed_by if isinstance(intent.brings, Draft) else ""
    return intent.by.name.strip() or typed.strip()


def _served(matter: Matter, intent: Intent) -> Matter:
    assert isinstance(intent.brings, Service)
    lead = matter.lead
    shares = tuple(
        replace(s, state=AssignmentState.REPORTED) if s.role == AssignmentRole.LEAD else s
        for s in matter.assignments
    )
    return replace(
        matter, delivery_id=intent.brings.delivery_id, assignments=shares if lead else matter.assignments
    )


def _overtaken(matter: Matter, _: Intent) -> Matter:
    return replace(matter, withdrawal=WithdrawalState.OVERTAKEN)


def _asked_back(matter: Matter, _: Intent) -> Matter:
    return replace(matter, withdrawal=WithdrawalState.PENDING, withdrawal_at=matter.last_at)


def _revoked(matter: Matter, _: Intent) -> Matter:
    revoked = matter.withdrawals_revoked + 1
    return replace(matter, withdrawal=WithdrawalState.REVOKED, withdrawals_revoked=revoked)


def withdrawn(matter: Matter, _: Intent | None = None) -> Matter:
    """Row 25 drives 25.3, and AS11 of every share."""
    ended = tuple(replace(share, state=AssignmentState.CLOSED) for share in matter.assignments)
    return replace(matter, withdrawal=WithdrawalState.CONFIRMED, assignments=ended)


def _with_results(matter: Matter, results: dict[str, object]) -> Matter:
    claims = tuple(
        claim.model_copy(update={"result": results[claim.claim_id]}) if claim.claim_id in results else claim
        for claim in matter.claims
    )
    return replace(matter, claims=claims)


_CONSEQUENCES: dict[Act, Callable[[Matter, Intent], Matter]] = {
    Act.GUIDE_TO_PATH: _guided,
    Act.FORWARD: _dispatched,
    Act.ASSIGN: _dispatched,
    Act.SIGN_FOR: _signed,
    Act.SIGN: _signed,
    Act.ACCEPT: _accepted,
    Act.ACCEPT_SUGGESTION: _accepted,
    Act.ACKNOWLEDGE: _accepted,
    Act.ASSIGN_HANDLER: _handled,
    Act.ANSWER_CLAIMS: _answered,
    Act.ISSUE_OPINION: _issued,
    Act.RECORD_SERVICE: _served,
    Act.WITHDRAW: _asked_back,
    Act.REVOKE_WITHDRAWAL: _revoked,
    Act.WITHDRAWAL_OVERTAKEN: _overtaken,
    Act.WITHDRAWAL_TAKES_EFFECT: withdrawn,
}
