"""The written opinion: drafted, issued, served; and a co-unit's answer to the lead (rows 23, 24, 24.2; AS7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chassis.decisions import Refused
from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_assignment_answered import MatterAssignmentAnswered
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_opinion_drafted import MatterOpinionDrafted
from lianjie_contracts.events.matter_opinion_issued import (
    ExternalOriginal,
    HandlingOpinion,
    MatterOpinionIssued,
)
from lianjie_contracts.vocabulary import AssignmentRole, ClaimResult, MatterState as S
from services.routing.domain.acts import Act, Intent
from services.routing.domain.beside import HearingState as H, ServiceState
from services.routing.domain.citing import basis_in_force, legal_basis_current
from services.routing.domain.guards import (
    answered,
    opinion_issued,
    opinion_not_issued,
    path_is_petition,
    signer_allowed,
)
from services.routing.domain.matter import AssignmentState as A, Matter, of_share, with_results
from services.routing.domain.opinions import (
    ON_PAPER,
    Draft,
    opinion_schema_ok,
    scan_of,
    seal_of_unit,
    signer_of,
)
from services.routing.domain.profiles import profile
from services.routing.domain.rows import HANDLER, HEAD, LIAISON, Row, mendable, of_form, of_matter, row

# A hearing applied for, and neither held, declined nor withdrawn.
OWED = (H.REQUESTED, H.DECIDED, H.NOTIFIED, H.POSTPONED)


@dataclass(frozen=True, slots=True)
class Service:
    """The opinion has reached the petitioner."""

    delivery_id: str
    begun_at: datetime
    served_at: datetime


@mendable
def each_claim_answered(matter: Matter, intent: Intent) -> Refused | None:
    """The lead answers every claim of the matter, or names the unit that does; a co-unit answers its own."""
    share = matter.share_of(intent.unit)
    if share is None or intent.of(Draft) is None:
        return Refused("CLAIM_UNANSWERED", "尚有诉求未逐项答复。")
    owed = share.claim_ids if share.role == AssignmentRole.CO else [c.claim_id for c in matter.claims]
    missing = [
        str(number)
        for number, claim in enumerate(matter.claims, 1)
        if claim.claim_id in owed and claim.claim_id not in answered(intent)
    ]
    because = f"尚有诉求未逐项答复：请求 {'、'.join(missing)} 还没有答复，也没有写明由哪个单位答复。"
    return Refused("CLAIM_UNANSWERED", because) if missing else None


@of_form("NO_RESULT", "请为每项诉求选择支持、解释或不支持。")
def three_way_result(_: Matter, intent: Intent) -> bool:
    answers = draft.answers if (draft := intent.of(Draft)) else ()
    return all(a.result != ClaimResult.UNKNOWN and a.text.strip() for a in answers)


@of_matter("CO_ANSWER_MISSING", "协办单位尚未答复其承担的诉求,请催办或在意见书中写明答复单位。")
def co_answers_in(matter: Matter, intent: Intent) -> bool:
    named = {a.answered_by for a in draft.answers} if (draft := intent.of(Draft)) else set()
    return all(
        share.role != AssignmentRole.CO or share.state in (A.REPORTED, *A.over()) or share.unit in named
        for share in matter.assignments
    )


@of_form("NOT_A_HANDLER", "拟稿人须是本事项已确定的承办人。")
def drafted_by_handler(matter: Matter, intent: Intent) -> bool:
    """[D] Who drafts is one of the two investigators: a name nobody assigned would make one person of two."""
    draft = intent.of(Draft)
    return draft is not None and (
        draft.drafted_by.strip() in matter.handlers or _drafted_for_handler(matter, intent, draft)
    )


def _drafted_for_handler(matter: Matter, intent: Intent, draft: Draft) -> bool:
    """Whoever stands in for an investigator drafts in that one's place."""
    return any(
        cover.runs_on(intent.on) and cover.delegate.goes_by(draft.drafted_by) and cover.absent.goes_by(*matter.handlers)
        for cover in intent.covers
    )  # fmt: skip


@of_form("HEARING_RIGHT_NOT_TOLD", "本地规定须先告知听证权利。")
def hearing_right_told_if_profile(matter: Matter, intent: Intent) -> bool:
    """Told beforehand (row H1), asked for already, or told by the text itself. Only a local rule makes it a condition
    (correction 26); elsewhere it is one ground of procedure among others."""
    draft = intent.of(Draft)
    told = matter.hearing != H.NONE or (draft is not None and draft.offered.hearing_right_told)
    return told or not profile(matter.profile).hearing_right_told


def _issued(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    draft: Draft = intent.brings
    # Who signs is who is signed in: a name typed into the text would put somebody else under an official paper.
    said = draft.offered.model_dump() | {"signed_by": signer_of(intent, draft.offered)}
    told: dict[str, Any] = {"unit": intent.by_unit, "sealed_with": draft.sealed_with}
    if draft.original is not None:
        scan = scan_of(matter, draft.original)
        said |= {name: said[name].strip() or ON_PAPER for name in ("facts", "evidence")}
        told |= {
            "external_original": ExternalOriginal(**draft.original.model_dump() | {"scan": scan}),
            "files": tuple(dict.fromkeys((*common["files"], scan))),
        }
    return MatterOpinionIssued(**common | told, opinion=HandlingOpinion.model_validate(said))


def _completed(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    b = intent.brings
    if matter.lead is None or matter.issued_at is None:
        raise ValueError("an opinion was served that its rows did not let be issued")
    return MatterCompleted(
        **common, unit=matter.lead.unit, delivery_id=b.delivery_id, issued_at=matter.issued_at, service_begun_at=b.begun_at,
        served_at=b.served_at,
    )  # fmt: skip


def _out(matter: Matter, event: MatterOpinionIssued) -> Matter:
    missed = matter.hearing in OWED or (matter.hearing == H.NONE and not event.opinion.hearing_right_told)
    issued = replace(
        matter, opinion=event.opinion, issued_at=event.occurred_at, delivery=ServiceState.SIGNED, hearing_missed=missed
    )  # fmt: skip
    return with_results(issued, event.opinion.answers)


def _served(matter: Matter, event: MatterCompleted) -> Matter:
    reported = of_share(matter, matter.lead, state=A.REPORTED)
    return replace(
        reported, delivery_id=event.delivery_id, delivery=ServiceState.SERVED, served_at=event.served_at
    )


def _answered(matter: Matter, event: MatterAssignmentAnswered) -> Matter:
    share = matter.share_of(event.unit)
    return with_results(of_share(matter, share, answers=event.answers), event.answers)


ROWS: tuple[Row, ...] = (
    row("23", [S.HANDLING], Act.DRAFT_OPINION, S.OPINION_READY, HANDLER, "R22 32; SD 41",
        each_claim_answered, legal_basis_current, three_way_result, path_is_petition, co_answers_in, drafted_by_handler,
        brings=Draft, tells=MatterOpinionDrafted),
    row("24", [S.OPINION_READY], Act.ISSUE_OPINION, None, HEAD, "R22 32,34; SD 41; corrections 8,13,14",
        opinion_schema_ok, seal_of_unit, signer_allowed, hearing_right_told_if_profile, opinion_not_issued, basis_in_force,
        brings=Draft, tells=_issued, then=_out),
    row("24.2", [S.OPINION_READY], Act.RECORD_SERVICE, S.COMPLETED, f"notifier {LIAISON}", "R22 34,35; CPL 87-95", opinion_issued,
        brings=Service, tells=_completed, then=_served,
        drives="execution.start_execution callback.open_task closing_check.expect_report"),
    row("AS7", [A.ACK], Act.ANSWER_CLAIMS, A.REPORTED, f"{HANDLER} {HEAD}", "corrections 10",
        each_claim_answered, signer_allowed, basis_in_force,
        machine="assignment", brings=Draft, tells=MatterAssignmentAnswered, then=_answered),
)  # fmt: skip
