"""The organ above examines: one panel, at most one hearing, every vote, one opinion (27.6 to 28; 30.6 to 31.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.matter_review_examined import MatterReviewExamined, ReviewVote
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned, ReviewOpinion
from lianjie_contracts.vocabulary import ReviewDecision as D, RevocationGround
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import HEARING_OVER, HearingState as H, ReviewState as R
from services.routing.domain.citing import basis_in_force
from services.routing.domain.guards import hearing_qualifies, recusal_clear
from services.routing.domain.matter import Matter
from services.routing.domain.profiles import profile
from services.routing.domain.rows import HOST, LEAD, OFFICE_HEAD, PANEL, Fixed, Row, of_form, of_matter, row
from services.routing.domain.signing import signer_of
from services.routing.domain.stages import RECHECK, of, stage_of, telling


class Panel(Paper):
    """合议团队."""

    panel: tuple[str, ...] = ()


class HearingCalled(Paper):
    """Why a hearing is held: big, complex, disputed, or applied for."""

    reason: str = ""


class Votes(Paper):
    """合议: every member's vote, and what a minority thinks."""

    votes: tuple[ReviewVote, ...] = ()


class SignedReview(Paper):
    """The opinion as the office's head signs it."""

    number: str
    decision: D
    facts: str
    legal_basis: tuple[str, ...] = ()
    issued_as: str = ""
    answers: tuple[ClaimAnswer, ...] = ()
    recheck_organ: str = ""
    execute_by: date | None = None
    redo_due_on: date | None = None
    ground: RevocationGround | None = None


@of_form("PANEL_TOO_SMALL", "合议团队不得少于3人。")
def panel_of_three(matter: Matter, intent: Intent) -> bool:
    return len(_members(intent)) >= profile(matter.profile).panel


@of_form("PANEL_CONFLICT", "原承办人不得参加复查复核。")
def panel_not_original_handler(matter: Matter, intent: Intent) -> bool:
    """Who handled the matter; for a recheck, who reviewed it too."""
    before = matter.review_file.panel if stage_of(intent) is RECHECK else ()
    return not _members(intent) & {*matter.handlers, *before}


@of_matter("HEARING_ALREADY_HELD", "本阶段已举行过听证。")
def hearing_round_left(matter: Matter, intent: Intent) -> bool:
    return not stage_of(intent).file(matter).heard


@of_form("VOTES_MISSING", "合议表决记录不完整。")
def votes_recorded(matter: Matter, intent: Intent) -> bool:
    voted = {vote.member for vote in intent.says("votes") or () if vote.decision != D.UNKNOWN}
    return voted == set(stage_of(intent).file(matter).panel)


@of_matter("WRONG_SIGNER", "您无权签发该文书。")
def signer_allowed(_: Matter, intent: Intent) -> bool:
    """D12 and D13 are signed by the office's head (signing.toml)."""
    return bool(signer_of(intent.act).by & intent.roles)


@of_form("WRONG_ISSUER", "复查复核意见须以有权机关名义出具。")
def government_name(matter: Matter, intent: Intent) -> bool:
    issued_as = intent.says("issued_as")
    return bool(issued_as) and issued_as == (stage_of(intent).organ(matter) or issued_as)


@of_form(
    "REVIEW_OPINION_INCOMPLETE",
    "意见书必备内容不全：须写明事实和依据；复查维持、变更须写明复核机关，变更须逐项写明新的答复，撤销须写明重办期限。",
)
def decision_is_whole(matter: Matter, intent: Intent) -> bool:
    """[D] Required contents of D12 and D13: a change answers claims of this matter anew, a revocation says by when the unit does."""
    answered = {answer.claim_id for answer in intent.says("answers") or ()}
    known = {claim.claim_id for claim in matter.claims}
    due_on, decision = intent.says("redo_due_on"), intent.says("decision")
    needs = {
        D.CHANGE: bool(answered) and answered <= known,
        D.REVOKE_REDO: due_on is not None and due_on > intent.on,
        D.UPHOLD: not answered,
    }
    founded = bool(intent.says("facts")) and any(law.strip() for law in intent.says("legal_basis") or ())
    last = stage_of(intent) is RECHECK or decision == D.REVOKE_REDO
    return founded and (last or bool(intent.says("recheck_organ"))) and needs.get(decision, False)


@of_form("HEARING_GROUND_LOCAL", "未告知听证权利不是本地规定的撤销理由，请选“程序”。")
def ground_of_profile(matter: Matter, intent: Intent) -> bool:
    """[D] Revoking for a hearing right not told is a local rule (correction 26); elsewhere it is a fault of procedure."""
    told = intent.says("ground") == RevocationGround.HEARING_RIGHT
    return not told or profile(matter.profile).hearing_right_told


@of_form("HEARING_RIGHT_MISSED", "没有告知听证权利，或者没有举行按期申请的听证，本地规定应当撤销并责令重办。")
def revoked_if_hearing_missed(matter: Matter, intent: Intent) -> bool:
    """[D] The local rule leaves no choice: what was answered without the hearing it owed goes back [S1 一(三)2]."""
    must = profile(matter.profile).hearing_right_told and matter.hearing_missed
    return not must or intent.says("decision") == D.REVOKE_REDO


def _members(intent: Intent) -> set[str]:
    return {name for each in intent.says("panel") or () if (name := each.strip())}


def _signed(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    opinion = ReviewOpinion.model_validate(intent.brings.model_dump())
    stage = stage_of(intent)
    return MatterReviewSigned(
        **common, stage=stage.word, opinion=opinion, respondent=matter.lead.unit if matter.lead else None,
        request=stage.file(matter).request,
    )  # fmt: skip


def _formed(matter: Matter, event: MatterReviewExamined) -> Matter:
    return of(event).with_file(matter, panel=event.panel)


def _heard(matter: Matter, event: MatterReviewExamined) -> Matter:
    return of(event).with_file(matter, heard=True)


def _filed(matter: Matter, event: MatterReviewSigned) -> Matter:
    return of(event).with_file(matter, opinion=event.opinion)


FORMED = Fixed(brings=Panel, tells=telling(MatterReviewExamined), then=_formed)
CALLED = Fixed(brings=HearingCalled, tells=telling(MatterReviewExamined), then=_heard)
VOTED = Fixed(brings=Votes, tells=telling(MatterReviewExamined))
SIGNED = Fixed(brings=SignedReview, tells=_signed, then=_filed)
SIGNERS, VOTERS = f"{LEAD} {OFFICE_HEAD}", f"{LEAD} {PANEL}"
ROWS: tuple[Row, ...] = (
    row("27.6", [R.ACCEPTED], "form_panel", R.EXAMINING, LEAD, "S1 一(一)",
        panel_of_three, panel_not_original_handler, recusal_clear,
        machine="review", **FORMED),
    row("27.7", [R.EXAMINING], "hear_in_review", R.HEARING, LEAD, "S1 一(三); R22 36", hearing_qualifies, hearing_round_left,
        machine="review", requires={"hearing": [H.NOTIFIED]}, **CALLED),
    row("27.8", [R.HEARING], "end_hearing_in_review", R.EXAMINING, HOST, "S1 一(三)",
        machine="review", requires={"hearing": HEARING_OVER}, tells=telling(MatterReviewExamined)),
    row("27.9", [R.EXAMINING], "deliberate_review", R.DELIBERATED, VOTERS, "S1 一(一) 合议", votes_recorded,
        machine="review", **VOTED),
    row("28", [R.DELIBERATED], "sign_review", R.SIGNED, SIGNERS, "S1 四(一); R22 35; SD 45",
        signer_allowed, government_name, decision_is_whole, ground_of_profile, revoked_if_hearing_missed, basis_in_force,
        machine="review", **SIGNED),
    row("30.6", [R.ACCEPTED], "form_recheck_panel", R.EXAMINING, LEAD, "S1 一(一)",
        panel_of_three, panel_not_original_handler, recusal_clear,
        machine="recheck", **FORMED),
    row("30.7", [R.EXAMINING], "hear_in_recheck", R.HEARING, LEAD, "R22 36", hearing_qualifies, hearing_round_left,
        machine="recheck", requires={"hearing": [H.DECIDED, H.NOTIFIED]}, **CALLED),
    row("30.8", [R.HEARING], "end_hearing_in_recheck", R.EXAMINING, HOST, "R22 36",
        machine="recheck", requires={"hearing": HEARING_OVER}, tells=telling(MatterReviewExamined)),
    row("30.9", [R.EXAMINING], "deliberate_recheck", R.DELIBERATED, VOTERS, "S1 一(一)", votes_recorded,
        machine="recheck", **VOTED),
    row("31.1", [R.DELIBERATED], "sign_recheck", R.SIGNED, SIGNERS, "S1 四(一); R22 36",
        signer_allowed, government_name, decision_is_whole, ground_of_profile, revoked_if_hearing_missed, basis_in_force,
        machine="recheck", **SIGNED),
)  # fmt: skip
