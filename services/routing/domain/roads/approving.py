"""What somebody else must approve stands as a proposal until that person decides (rows AP1 to AP4 of our own [D]; signing.toml).

One proposal of a matter waits at a time. It moves nothing: limits run on, and bound how often one may be asked again. An
approval carries the act out in the same decision, under all its conditions as they are then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_approval_asked import MatterApprovalAsked
from lianjie_contracts.events.matter_approval_decided import MatterApprovalDecided
from lianjie_contracts.vocabulary import ApprovalVerdict as V
from services.routing.domain.acts import Act, Intent
from services.routing.domain.beside import ApprovalState as S, Proposal
from services.routing.domain.guards import approver_not_proposer, written
from services.routing.domain.matter import Matter
from services.routing.domain.roads.joining import Survivor
from services.routing.domain.rows import (
    CLERK,
    DEPUTY,
    HANDLER,
    HEAD,
    LEAD,
    LIAISON,
    OFFICE_HEAD,
    RECEPTIONIST,
    ROUTER,
    Row,
    filled,
    of_form,
    of_matter,
    row,
)
from services.routing.domain.signing import approval_of
from services.routing.domain.words import ACTS_ZH


@dataclass(frozen=True, slots=True)
class Asking:
    """The act that is proposed, what it brings in JSON, and whom it is put to, if anybody in particular."""

    act: str
    paper: dict[str, Any]
    put_to: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """On the proposal that the approver has read, by its number. `survivor`: the matter that a merging names, as it stands now."""

    no: int
    reason: str = ""
    survivor: Survivor | None = None


@of_matter("APPROVAL_NOT_NEEDED", "这一项不需要审批，请直接办理。")
def approval_is_needed(_: Matter, intent: Intent) -> bool:
    return approval_of(intent.says("act") or "") is not None


@of_form("PROPOSAL_CHANGED", "这份报批已经被处理或换成了另一份，请刷新后再看。")
def proposal_as_read(matter: Matter, intent: Intent) -> bool:
    no = intent.says("no")
    return matter.proposal is not None and no in (None, matter.proposal.no)


@of_matter("NOT_THE_APPROVER", "这一项不由您审批。")
def approver_allowed(matter: Matter, intent: Intent) -> bool:
    """The post that signing.toml names; a unit's head approves what the own unit proposes."""
    if matter.proposal is None or (rule := approval_of(matter.proposal.act)) is None:
        return False
    return bool(rule.by & intent.roles) and (intent.unit is None or intent.unit == matter.proposal.unit)


@of_form("NO_RETURN_REASON", "请写明退回修改的理由。")
def return_reason_given(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


@of_matter("NOT_YOUR_PROPOSAL", "只有报批的人可以收回。")
def own_proposal(matter: Matter, intent: Intent) -> bool:
    return matter.proposal is not None and intent.is_one_with(matter.proposal.by.id)


def _asked(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    rule = approval_of(intent.brings.act)
    return filled(
        MatterApprovalAsked, intent, common, no=matter.proposals + 1, act_name=ACTS_ZH[intent.brings.act],
        approvers=tuple(sorted(rule.by)) if rule else (),
    )  # fmt: skip


def _told(verdict: V) -> Callable[[Matter, Intent, dict[str, Any]], MatterEvent]:
    def told(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
        held = matter.proposal
        if held is None:
            raise ValueError("a proposal was decided that its rows did not see")
        return MatterApprovalDecided(
            **common, no=held.no, act=held.act, act_name=ACTS_ZH.get(held.act, held.act), verdict=verdict,
            reason=intent.says("reason") or "", proposed_by=held.by.id,
        )  # fmt: skip

    return told


def _waiting(matter: Matter, event: MatterApprovalAsked) -> Matter:
    held = Proposal(
        event.no, event.act, event.paper, event.by, event.occurred_at, event.unit, event.put_to, event.files, event.on_behalf_of,
    )  # fmt: skip
    return replace(matter, proposal=held, proposals=event.no)


def _ended(matter: Matter, _: MatterApprovalDecided) -> Matter:
    return replace(matter, proposal=None)


PROPOSERS = f"{ROUTER} {RECEPTIONIST} {CLERK} {DEPUTY} {LIAISON} {HANDLER} {LEAD}"
APPROVERS = f"{DEPUTY} {OFFICE_HEAD} {HEAD}"
ROWS: tuple[Row, ...] = (
    row("AP1", [S.NONE], Act.ASK_APPROVAL, S.WAITING, PROPOSERS, "corrections 13; domain 2 [D]", approval_is_needed,
        machine="approval", brings=Asking, tells=_asked, then=_waiting),
    row("AP2", [S.WAITING], Act.APPROVE_PROPOSAL, S.NONE, APPROVERS, "corrections 13; domain 2 [D]",
        proposal_as_read, approver_allowed, approver_not_proposer,
        machine="approval", brings=Verdict, tells=_told(V.APPROVED), then=_ended),
    row("AP3", [S.WAITING], "return_proposal", S.NONE, APPROVERS, "corrections 13 [D]",
        proposal_as_read, approver_allowed, return_reason_given,
        machine="approval", brings=Verdict, tells=_told(V.RETURNED), then=_ended),
    row("AP4", [S.WAITING], "take_back_proposal", S.NONE, PROPOSERS, "[D]", proposal_as_read, own_proposal,
        machine="approval", brings=Verdict, tells=_told(V.TAKEN_BACK), then=_ended),
)  # fmt: skip
