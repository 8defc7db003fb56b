"""A unit takes a matter in hand: it signs, accepts its claims and names who investigates (rows 7, 13, 13a, 17; AS2, AS6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lianjie_contracts.base import Claim, MatterEvent
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.events.reply_accept import ClaimPath
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Act, Intent
from services.routing.domain.citing import basis_in_force
from services.routing.domain.guards import (
    class_is_suggestion,
    each_claim_has_path,
    path_is_petition,
    recusal_clear,
)
from services.routing.domain.matter import AssignmentState as A, Matter, with_claims
from services.routing.domain.profiles import profile
from services.routing.domain.rows import HANDLER, HEAD, LIAISON, Row, of_form, row


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Which path each claim takes, where the unit sees it otherwise than the office, and whom to ask."""

    paths: tuple[ClaimPath, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Handlers:
    """Who investigates."""

    names: tuple[str, ...]

    @property
    def handlers(self) -> tuple[str, ...]:
        """Each person once, as written."""
        return tuple(dict.fromkeys(name for each in self.names if (name := each.strip())))


@of_form("ONE_INVESTIGATOR", "调查人员不得少于2人。")
def two_investigators(matter: Matter, intent: Intent) -> bool:
    return len(intent.says("handlers") or ()) >= profile(matter.profile).investigators


def _signed(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    share = matter.share_of(intent.unit)
    designated, leads = share is not None and share.designated, share is not None and share == matter.lead
    return MatterSigned(**common, unit=intent.by_unit, designated=designated, simple=leads and matter.simple)


def accepted(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    said = {p.claim_id: {"path": p.path, "path_basis": p.basis} for p in intent.brings.paths}
    share = matter.share_of(intent.unit)

    def pathed(claim: Claim) -> Claim:
        return claim.model_copy(update=said[claim.claim_id]) if claim.claim_id in said else claim

    mine = tuple(pathed(c) for c in matter.claims if share and c.claim_id in share.claim_ids)
    return MatterAccepted(**common, unit=intent.by_unit, claims=mine, contact=intent.brings.contact)


def in_hand(matter: Matter, event: MatterAccepted) -> Matter:
    """The claims on their paths; the lead's acceptance is the matter's."""
    pathed = with_claims(matter, event.claims)
    if matter.lead is None or matter.lead.unit != event.unit:
        return pathed
    return replace(pathed, accepted_at=event.occurred_at, simple=event.simple)


def _handled(matter: Matter, event: MatterHandlerAssigned) -> Matter:
    return replace(matter, handlers=event.handlers)


ROWS: tuple[Row, ...] = (
    row("7", [S.DISPATCHED], Act.SIGN_FOR, S.RECEIVED, f"{LIAISON} {HANDLER}", "R22 23; corrections 6",
        tells=_signed, drives="assignment.sign"),
    row("13", [S.RECEIVED], Act.ACCEPT, S.ACCEPTED, f"{LIAISON} {HANDLER} {HEAD}", "R22 23,32,34",
        path_is_petition, each_claim_has_path, basis_in_force,
        brings=Acceptance, tells=accepted, then=in_hand, drives="assignment.acknowledge"),
    row("13a", [S.RECEIVED], Act.ACCEPT_SUGGESTION, S.ACCEPTED, f"{LIAISON} {HANDLER} {HEAD}", "R22 29; corrections 11",
        class_is_suggestion, each_claim_has_path, basis_in_force,
        brings=Acceptance, tells=accepted, then=in_hand, drives="assignment.acknowledge"),
    row("17", [S.ACCEPTED], Act.ASSIGN_HANDLER, S.HANDLING, HEAD, "R22 28,32; S4 一6", recusal_clear, two_investigators,
        brings=Handlers, tells=MatterHandlerAssigned, then=_handled),
    row("AS2", [A.SENT], Act.SIGN, A.SIGNED, f"{LIAISON} {HANDLER}", "corrections 6", machine="assignment", tells=_signed),
    row("AS6", [A.SIGNED, A.CONFIRMED], Act.ACKNOWLEDGE, A.ACK, f"{LIAISON} {HANDLER} {HEAD}", "R22 23; S4 一(二)2 受理情况函告",
        each_claim_has_path, basis_in_force, machine="assignment", brings=Acceptance, tells=accepted, then=in_hand),
)  # fmt: skip
