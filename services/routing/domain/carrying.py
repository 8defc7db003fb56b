"""The way a matter has come in an older system, as wishes to be decided by the same rules, each on its own day (ADR 0027)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from lianjie_contracts.base import Actor
from lianjie_contracts.carried_over import CarriedOver, OldClosing, OldDispatch, OldOpinion
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_issue_opinion import OfferedOpinion
from lianjie_contracts.vocabulary import AssignmentRole, MatterClass, MatterState, TransferMode
from services.routing.domain.acts import Act, Intent
from services.routing.domain.matter import Matter, UnitShare
from services.routing.domain.opinions import Draft
from services.routing.domain.roads.accepting import Acceptance, Handlers
from services.routing.domain.roads.answering import Service
from services.routing.domain.roads.dispatching import Dispatch
from services.routing.domain.roads.screening import Guidance, ToDiscipline
from services.routing.domain.rows import HANDLER, HEAD, LIAISON, ROUTER

Derived = Callable[..., str]  # the same id for the same parts
OTHER = "16"  # 其他 of the categories [GK]: for what neither the list nor the rules can name
# The state in which the limit began to run that runs in a state.
LIMIT_SINCE = {
    MatterState.SCREENING: MatterState.SCREENING, MatterState.DISPATCHED: MatterState.DISPATCHED, MatterState.RECEIVED: MatterState.RECEIVED,
    MatterState.ACCEPTED: MatterState.ACCEPTED, MatterState.HANDLING: MatterState.ACCEPTED,
}  # fmt: skip


def past_steps(matter: Matter, told: CarriedOver, directory: Directory, derived: Derived) -> Iterator[Intent]:
    """What was done with a matter that is now in SCREENING, in its order; who did it is known by post alone."""
    if told.closing:
        yield _closed(matter, told.closing, directory)
    if told.dispatch is None:
        return
    unit = told.dispatch.unit
    yield _dispatched(matter, told.dispatch, directory, derived)
    if told.signed_at:
        yield _wish(Act.SIGN_FOR, told.signed_at, LIAISON, unit)
    if told.accepted_at:
        yield from _accepted(matter, told, told.accepted_at, unit)
    if told.opinion:
        delivery = f"{matter.county}:{derived('carried_over', matter.matter_id, told.opinion.number)}"
        yield from _answered(matter, told, told.opinion, unit, delivery)


def _wish(
    act: Act, at: datetime, role: str, unit: str | None = None, brings: object = None, name: str = ""
) -> Intent:
    by = Actor(id="carried_over", role=role, name=name)
    return Intent(act, by, at, frozenset({role}), unit, brings, laws=None)


def _dispatched(matter: Matter, told: OldDispatch, directory: Directory, derived: Derived) -> Intent:
    known = directory.unit(told.unit) if directory.has_unit(told.unit) else None
    share = UnitShare(
        f"{matter.county}:{derived('assignment', matter.matter_id, told.unit)}", told.unit, known.name if known else told.unit,
        AssignmentRole.LEAD, told.mode, tuple(claim.claim_id for claim in matter.claims),
    )  # fmt: skip
    competent = known is not None and known.county == matter.county
    brings = Dispatch(
        told.mode, (share,), competent, "", told.approved_by, told.report_due_at, matter.category or OTHER
    )
    act = Act.ASSIGN if told.mode is TransferMode.ASSIGN else Act.FORWARD
    return _wish(act, told.at, ROUTER, None, brings)


def _accepted(matter: Matter, told: CarriedOver, at: datetime, unit: str) -> Iterator[Intent]:
    suggestion = matter.matter_class is MatterClass.SUGGESTION
    yield _wish(Act.ACCEPT_SUGGESTION if suggestion else Act.ACCEPT, at, LIAISON, unit, Acceptance())
    if told.handlers:
        yield _wish(Act.ASSIGN_HANDLER, at, HEAD, unit, Handlers(told.handlers))


def _answered(
    matter: Matter, told: CarriedOver, opinion: OldOpinion, unit: str, delivery: str
) -> Iterator[Intent]:
    """Drafted and issued on one day: the list knows no other. What it does not repeat is found in the paper itself."""
    draft = Draft(_offered(matter, opinion), told.handlers[0] if told.handlers else "")
    yield _wish(Act.DRAFT_OPINION, opinion.issued_at, HANDLER, unit, draft, draft.drafted_by)
    yield _wish(Act.ISSUE_OPINION, opinion.issued_at, HEAD, unit, draft, opinion.signed_by)
    service = Service(delivery, opinion.issued_at, opinion.served_at)
    yield _wish(Act.RECORD_SERVICE, opinion.served_at, "notifier", None, service)


def _offered(matter: Matter, opinion: OldOpinion) -> OfferedOpinion:
    paper = f"见原处理意见书（{opinion.number}）"
    results = opinion.results if len(opinion.results) > 1 else opinion.results * len(matter.claims)
    answers = tuple(
        ClaimAnswer(claim_id=claim.claim_id, result=result, text=opinion.text or paper)
        for claim, result in zip(matter.claims, results, strict=False)
    )
    return OfferedOpinion(
        number=opinion.number, answers=answers, facts=paper, evidence=paper, legal_basis=(opinion.legal_basis or paper,),
        review_organ=opinion.review_organ or paper, signed_by=opinion.signed_by,
    )  # fmt: skip


def _closed(matter: Matter, told: OldClosing, directory: Directory) -> Intent:
    if told.path is None:
        organs = (unit.code for unit in directory.units_of(matter.county) if unit.kind == "discipline")
        brings = ToDiscipline(next(organs, ""), told.reason, told.approved_by)
        return _wish(Act.HAND_TO_DISCIPLINE, told.at, ROUTER, None, brings)
    guidance = Guidance(told.path, "LEGAL_PATH", told.reason, told.basis, told.remedy)
    return _wish(Act.GUIDE_TO_PATH, told.at, ROUTER, None, guidance)
