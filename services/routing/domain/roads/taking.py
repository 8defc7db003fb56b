"""The office or its own organ takes a matter itself (5, 5.2, 46.2); and the simple road, taken and left (46, 46.3, 46.4).

The simple road has its own short limits (C22, C23). Whoever leaves it goes on in the ordinary one, counted from the same
acceptance, so that nobody waits longer for having been promised to wait less.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lianjie_contracts.base import MatterEvent, UnitCode
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_simple_left import MatterSimpleLeft
from lianjie_contracts.events.reply_accept import ClaimPath
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Act, Intent, Paper
from services.routing.domain.citing import basis_in_force, competence_in_force
from services.routing.domain.guards import class_is_suggestion, opinion_not_issued, path_is_petition
from services.routing.domain.matter import AssignmentState as A, Matter, UnitShare
from services.routing.domain.roads.accepting import accepted, in_hand
from services.routing.domain.roads.dispatching import shared, small, told_of
from services.routing.domain.rows import HANDLER, HEAD, LIAISON, ROUTER, SYSTEM, Row, of_form, of_matter, row


class SimpleAcceptance(Paper):
    """Which path each claim takes, and whom to ask."""

    paths: tuple[ClaimPath, ...] = ()
    contact: str = ""


class OwnAcceptance(SimpleAcceptance):
    """The office's own organ, the provision that makes it competent, and that nobody above has the matter in hand."""

    unit: UnitCode
    basis: str = ""
    not_in_process_above: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """What is decided: the organ's share, and whether the directory knows it in the county."""

    share: UnitShare
    competent: bool
    paper: OwnAcceptance

    @property
    def paths(self) -> tuple[ClaimPath, ...]:
        return self.paper.paths


class LeavingSimple(Paper):
    """Why the matter is not simple after all."""

    reason: str = ""


@of_form("NOT_COMPETENT", "该事项不属本机关职权范围。")
def own_competence(_: Matter, intent: Intent) -> bool:
    own = intent.of(Own)
    return own is not None and own.competent and bool(own.paper.basis)


@of_form("IN_PROCESS_UPPER", "该事项正由上级机关或其他机关办理。")
def not_in_process_above(_: Matter, intent: Intent) -> bool:
    """Looked up and said by who accepts; no system of ours sees what is in hand above."""
    own = intent.of(Own)
    return own is not None and own.paper.not_in_process_above


@of_matter("NOT_SIMPLE", "该事项不符合简易办理条件。")
def simple_eligible(matter: Matter, _: Intent) -> bool:
    return small(matter, sum(share.state not in A.over() for share in matter.assignments))


@of_matter("NOT_ON_SIMPLE", "该事项不是简易办理。")
def simple_running(matter: Matter, _: Intent) -> bool:
    return matter.simple


def _simply(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    return accepted(matter, intent, common).model_copy(update={"simple": True})


def _own(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    own: Own = intent.brings
    said = {each.claim_id: {"path": each.path, "path_basis": each.basis} for each in own.paths}
    claims = tuple(
        c.model_copy(update={"unit": own.share.unit, **said.get(c.claim_id, {})}) for c in matter.claims
    )
    return MatterAccepted(
        **common | {"assignment_id": own.share.assignment_id}, unit=own.share.unit, claims=claims, contact=own.paper.contact,
        own=told_of(own.share), simple=intent.act == "accept_own_simple",
    )  # fmt: skip


def _taken(matter: Matter, event: MatterAccepted) -> Matter:
    """The organ leads, and has acknowledged: nobody sends it what it took itself."""
    assert event.own is not None, "an own acceptance names its share"
    share = replace(shared(event.own), state=A.ACK)
    return in_hand(replace(matter, assignments=(share,)), event)


def _left(matter: Matter, _: Intent, common: dict[str, Any]) -> MatterEvent:
    return MatterSimpleLeft(
        **common, unit=matter.lead.unit if matter.lead else None, accepted_at=matter.accepted_at
    )


def _ordinary(matter: Matter, _: MatterSimpleLeft) -> Matter:
    return replace(matter, simple=False)


WHOEVER_LEADS = f"{HANDLER} {HEAD} {SYSTEM}"
ROWS: tuple[Row, ...] = (
    row("5", [S.SCREENING], "accept_own", S.ACCEPTED, f"{ROUTER} {HEAD}", "R22 22(1),23",
        own_competence, not_in_process_above, path_is_petition, basis_in_force, competence_in_force,
        brings=OwnAcceptance, tells=_own, then=_taken),
    row("5.2", [S.SCREENING], "accept_own_suggestion", S.ACCEPTED, f"{ROUTER} {HEAD}", "R22 29; corrections 11",
        own_competence, class_is_suggestion, basis_in_force, competence_in_force,
        brings=OwnAcceptance, tells=_own, then=_taken),
    row("46.2", [S.SCREENING], "accept_own_simple", S.ACCEPTED, f"{ROUTER} {HEAD}", "corrections 11",
        own_competence, path_is_petition, simple_eligible, basis_in_force, competence_in_force,
        brings=OwnAcceptance, tells=_own, then=_taken),
    row("46", [S.RECEIVED], "accept_simple", S.ACCEPTED, f"{LIAISON} {HANDLER} {HEAD}", "clocks C22,C23; corrections 11",
        path_is_petition, simple_eligible, basis_in_force,
        brings=SimpleAcceptance, tells=_simply, then=in_hand, drives="assignment.acknowledge"),
    row("46.3", [S.ACCEPTED, S.HANDLING, S.MEDIATING, S.HEARING, S.OPINION_READY], Act.LEAVE_SIMPLE, None, WHOEVER_LEADS,
        "clocks C22; corrections 11", simple_running, opinion_not_issued,
        brings=LeavingSimple, tells=_left, then=_ordinary),
    row("46.4", [S.RECEIVED], Act.DROP_SIMPLE, None, WHOEVER_LEADS, "clocks C23", simple_running,
        brings=LeavingSimple, tells=_left, then=_ordinary),
)  # fmt: skip
