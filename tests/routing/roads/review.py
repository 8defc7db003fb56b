"""Lawful and refused examples of review and recheck, of texts that are not served, and of the end of a matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, HandlingOpinion
from lianjie_contracts.events.matter_review_examined import ReviewVote
from lianjie_contracts.events.matter_review_signed import ReviewOpinion
from lianjie_contracts.vocabulary import (
    ClaimResult,
    DeliveryMode,
    MatterClass,
    MatterState as S,
    Path,
    ReviewDecision as D,
    ReviewGround,
    RevocationGround,
    SuggestionResult,
)
from services.routing.domain.acts import TimeIsUp
from services.routing.domain.beside import (
    Bound,
    ClosingCheckState,
    ExecutionState,
    HearingState as H,
    Proceeding,
    ReviewState as R,
    ServiceState,
    Window,
)
from services.routing.domain.matter import Matter
from services.routing.domain.roads.answering import Service
from services.routing.domain.roads.applying import Acceptance, Application, Gaps, Refusal
from services.routing.domain.roads.examining import HearingCalled, Panel, SignedReview, Votes
from services.routing.domain.roads.finalizing import Proved
from services.routing.domain.roads.serving import GivenUp, SuggestionReply, Undeliverable
from tests.routing.builders import AT, a_claim, a_draft, a_matter, a_wish, an_opinion
from tests.routing.roads.after import TOMORROW, done, driven

COUNTY, CITY = "云岭县人民政府", "市人民政府"
MEMBERS = ("农卫东", "覃芳", "陆明")
OTHERS = ("韦一", "韦二", "韦三")
GROUNDS = "对答复不服"
LATER = timedelta(days=40)
OPINION = HandlingOpinion.model_validate(an_opinion().model_dump())
ANSWERED = done(opinion=OPINION, issued_at=AT, served_at=AT)
INSTEAD = (ClaimAnswer(claim_id="c1", result=ClaimResult.SUPPORT, text="同意维修"),)
SIGNED: dict[D, dict[str, Any]] = {
    D.UPHOLD: {},
    D.CHANGE: {"answers": INSTEAD},
    D.REVOKE_REDO: {"redo_due_on": TOMORROW},
}


def decision(kind: D = D.UPHOLD, **changed: Any) -> ReviewOpinion:
    fields = {
        "number": "云政信查〔2026〕3号",
        "decision": kind,
        "facts": "经查",
        "issued_as": COUNTY,
        "recheck_organ": CITY,
        "legal_basis": ("《信访工作条例》第三十五条",),
    }
    return ReviewOpinion(**{**fields, **SIGNED[kind], **changed})


def paper(kind: D = D.UPHOLD, **changed: Any) -> SignedReview:
    return SignedReview(**{**decision(kind).model_dump(), **changed})


def votes(members: tuple[str, ...] = MEMBERS) -> Votes:
    return Votes(votes=tuple(ReviewVote(member=member, decision=D.UPHOLD) for member in members))


def in_review(state: R, kind: D = D.UPHOLD, **changed: Any) -> Matter:
    file = Proceeding(panel=MEMBERS, opinion=decision(kind) if state == R.SIGNED else None)
    return replace(ANSWERED, review=state, review_file=file, **changed)


def in_recheck(state: R, kind: D = D.UPHOLD, **changed: Any) -> Matter:
    before = Proceeding(panel=MEMBERS, opinion=decision(), served_at=AT)
    file = Proceeding(panel=OTHERS, opinion=decision(kind, issued_as=CITY) if state == R.SIGNED else None)
    return replace(ANSWERED, review=R.UPHELD, review_file=before, recheck=state, recheck_file=file, **changed)


def shut(clock: str, matter: Matter) -> Matter:
    return replace(matter, windows=(Window(clock, AT, AT + timedelta(minutes=30)),))


APPLY, LATE = Application(1, reason=GROUNDS), Application(1, reason=GROUNDS, good_reason="住院")
NO = Refusal(ground=ReviewGround.LATE, reason="逾期", remedy="可向市人民政府反映")
PANEL = Panel(panel=MEMBERS)
ARRIVED = Service("450199:d2", AT, AT)
IN_VAIN = Undeliverable(modes=(DeliveryMode.DIRECT, DeliveryMode.ELECTRONIC), approved_by="deputy@450199")
GONE = GivenUp("450199:d", IN_VAIN.modes, "黄志强", AT, AT)
OVERDUE = TimeIsUp("C26", AT, AT)
ISSUED = a_matter(
    S.OPINION_READY, issued_at=AT, delivery=ServiceState.SIGNED, opinion=OPINION, claims=(a_claim(result=ClaimResult.SUPPORT),)
)  # fmt: skip
FILED = done(S.FINALIZED, closing_check=ClosingCheckState.APPROVED, dossier=Bound("2026-ZJ-1", AT))
NEVER_CAME = replace(ANSWERED, delivery=ServiceState.UNDELIVERABLE)
SUGGESTION = a_matter(
    S.HANDLING, matter_class=MatterClass.SUGGESTION, claims=(a_claim(path=Path.SUGGESTION),)
)
ANSWERED_SUGGESTION = replace(SUGGESTION, state=S.COMPLETED, delivery=ServiceState.SIGNED)
ADOPTED = SuggestionReply(result=SuggestionResult.PARTLY, reasons="列入明年计划", drafted_by="梁伟")
BINZHOU, HEARING_RIGHT = "shandong_binzhou_2023", RevocationGround.HEARING_RIGHT
HEAR = HearingCalled(reason="争议较大")

LAWFUL = {
    "24.3": (ISSUED, a_wish("service_not_begun", OVERDUE)),
    "24b": (ISSUED, a_wish("undeliverable", GONE)),
    "24b.2": (NEVER_CAME, a_wish("record_late_service", Service("450199:d", AT, AT))),
    "44": (SUGGESTION, a_wish("reply_suggestion", ADOPTED)),
    "44.2": (ANSWERED_SUGGESTION, a_wish("record_reply_service", Service("450199:d", AT, AT))),
    "27": (ANSWERED, a_wish("apply_review", APPLY)),
    "27.2": (shut("C10", ANSWERED), a_wish("apply_review_late", LATE)),
    "27.3": (in_review(R.APPLIED), a_wish("ask_review_papers", Gaps(gaps=("授权书",)))),
    "27.4": (in_review(R.APPLIED), a_wish("accept_review", Acceptance(organ=COUNTY))),
    "27.5": (in_review(R.APPLIED), a_wish("refuse_review", NO)),
    "27.6": (in_review(R.ACCEPTED), a_wish("form_panel", PANEL)),
    "27.7": (in_review(R.EXAMINING, hearing=H.NOTIFIED), a_wish("hear_in_review", HEAR)),
    "27.8": (in_review(R.HEARING, hearing=H.CONCLUDED), a_wish("end_hearing_in_review")),
    "27.9": (in_review(R.EXAMINING), a_wish("deliberate_review", votes())),
    "28": (in_review(R.DELIBERATED), a_wish("sign_review", paper())),
    "28.1": (in_review(R.SIGNED), a_wish("deliver_review_upheld", ARRIVED)),
    "28.2": (in_review(R.SIGNED, D.CHANGE), a_wish("deliver_review_changed", ARRIVED)),
    "29.1": (in_review(R.SIGNED, D.REVOKE_REDO), a_wish("deliver_review_revoked", ARRIVED)),
    "28.3": (in_review(R.SIGNED), a_wish("review_service_not_begun", OVERDUE)),
    "28.4": (in_review(R.SIGNED), a_wish("review_upheld_undeliverable", IN_VAIN)),
    "28.5": (in_review(R.UPHELD), a_wish("record_late_review_service", ARRIVED)),
    "28.6": (in_review(R.SIGNED, D.CHANGE), a_wish("review_changed_undeliverable", IN_VAIN)),
    "40": (in_review(R.EXAMINING), a_wish("withdraw_review", APPLY)),
    "30": (in_recheck(R.NONE), a_wish("apply_recheck", APPLY)),
    "30.2": (shut("C13", in_recheck(R.NONE)), a_wish("apply_recheck_late", LATE)),
    "30.3": (in_recheck(R.APPLIED), a_wish("ask_recheck_papers", Gaps(gaps=("授权书",)))),
    "30.4": (in_recheck(R.APPLIED), a_wish("accept_recheck", Acceptance(organ=CITY))),
    "30.5": (in_recheck(R.APPLIED), a_wish("refuse_recheck", NO)),
    "30.6": (in_recheck(R.ACCEPTED), a_wish("form_recheck_panel", Panel(panel=OTHERS))),
    "30.7": (in_recheck(R.EXAMINING, hearing=H.DECIDED), a_wish("hear_in_recheck", HEAR)),
    "30.8": (in_recheck(R.HEARING, hearing=H.WITHDRAWN), a_wish("end_hearing_in_recheck")),
    "30.9": (in_recheck(R.EXAMINING), a_wish("deliberate_recheck", votes(OTHERS))),
    "31.1": (in_recheck(R.DELIBERATED), a_wish("sign_recheck", paper(issued_as=CITY))),
    "31.2": (in_recheck(R.SIGNED), a_wish("deliver_recheck_upheld", ARRIVED)),
    "31.3": (in_recheck(R.SIGNED, D.CHANGE), a_wish("deliver_recheck_changed", ARRIVED)),
    "29.2": (in_recheck(R.SIGNED, D.REVOKE_REDO), a_wish("deliver_recheck_revoked", ARRIVED)),
    "31.4": (in_recheck(R.SIGNED), a_wish("recheck_service_not_begun", OVERDUE)),
    "31.5": (in_recheck(R.SIGNED), a_wish("recheck_upheld_undeliverable", IN_VAIN)),
    "31.6": (in_recheck(R.SIGNED, D.CHANGE), a_wish("recheck_changed_undeliverable", IN_VAIN)),
    "40.2": (in_recheck(R.ACCEPTED), a_wish("withdraw_recheck", APPLY)),
    "31": (ANSWERED, driven("finalize_by_recheck")),
    "32": (shut("C10", ANSWERED), a_wish("window_lapsed")),
    "32.2": (done(execution=ExecutionState.EXECUTED), a_wish("finalize_settled", Proved(reason="协议已履行"))),
    "32.3": (done(), a_wish("finalize_no_successor", Proved(reason="信访人死亡，无承受人", proof="死亡证明"))),
    "37": (FILED, a_wish("archive")),
}  # fmt: skip
ASKED = Proceeding(gaps=("授权书",))
PROVOKED = (
    ("window_c10_open", shut("C10", ANSWERED), a_wish("apply_review", APPLY)),
    ("window_c13_open", shut("C13", in_recheck(R.NONE)), a_wish("apply_recheck", APPLY)),
    ("path_is_petition", done(claims=(a_claim(path=Path.SUGGESTION),)), a_wish("apply_review", APPLY, unit=None)),
    ("second_factor", ANSWERED, a_wish("apply_review")),
    ("not_coerced", in_review(R.APPLIED), a_wish("withdraw_review")),
    ("review_in_writing", ANSWERED, a_wish("apply_review", Application(1))),
    ("no_new_claims", ANSWERED, a_wish("apply_review", Application(1, reason=GROUNDS, claim_ids=("c9",)))),
    ("good_reason_for_lateness", ANSWERED, a_wish("apply_review_late", APPLY)),
    ("not_three_level_closed", in_recheck(R.SIGNED), a_wish("apply_review_late", LATE)),
    ("gaps_listed", in_review(R.APPLIED), a_wish("ask_review_papers", Gaps())),
    ("gap_not_asked_before", replace(ANSWERED, review_file=ASKED), a_wish("ask_review_papers", Gaps(gaps=("授权书",)))),
    ("gap_not_asked_before", replace(ANSWERED, recheck_file=ASKED), a_wish("ask_recheck_papers", Gaps(gaps=("授权书",)))),
    ("review_competence", in_review(R.APPLIED), a_wish("accept_review", Acceptance(organ=CITY))),
    ("review_competence", in_recheck(R.APPLIED), a_wish("accept_recheck", Acceptance(organ=COUNTY))),
    ("review_refusal_ground", in_review(R.APPLIED), a_wish("refuse_review", Refusal(reason="缺材料", remedy="x"))),
    ("remedy_named", in_review(R.APPLIED), a_wish("refuse_review", Refusal(ground=ReviewGround.LATE, reason="逾期"))),
    ("panel_of_three", in_review(R.ACCEPTED), a_wish("form_panel", Panel(panel=("农卫东", " 农卫东", "覃芳")))),
    ("panel_not_original_handler", in_review(R.ACCEPTED), a_wish("form_panel", Panel(panel=("梁伟", "覃芳", "陆明")))),
    ("panel_not_original_handler", in_recheck(R.ACCEPTED), a_wish("form_recheck_panel", PANEL)),
    ("hearing_qualifies", in_review(R.EXAMINING), a_wish("hear_in_review", HearingCalled())),
    ("hearing_round_left", replace(ANSWERED, review_file=Proceeding(heard=True)), a_wish("hear_in_review", HEAR)),
    ("votes_recorded", in_review(R.EXAMINING), a_wish("deliberate_review", votes(MEMBERS[:2]))),
    ("signer_allowed", in_review(R.DELIBERATED), a_wish("sign_review", paper(), roles=frozenset({"review_lead"}))),
    ("government_name", in_review(R.DELIBERATED), a_wish("sign_review", paper(issued_as="县住建局"))),
    ("decision_is_whole", in_review(R.DELIBERATED), a_wish("sign_review", paper(D.CHANGE, answers=()))),
    ("decision_is_whole", in_review(R.DELIBERATED), a_wish("sign_review", paper(legal_basis=()))),
    ("decision_is_whole", in_review(R.DELIBERATED), a_wish("sign_review", paper(recheck_organ=""))),
    ("decision_is_whole", in_review(R.DELIBERATED), a_wish("sign_review", paper(D.REVOKE_REDO, redo_due_on=None))),
    ("ground_of_profile", in_review(R.DELIBERATED), a_wish("sign_review", paper(D.REVOKE_REDO, ground=HEARING_RIGHT))),
    ("revoked_if_hearing_missed", in_review(R.DELIBERATED, profile=BINZHOU, hearing_missed=True), a_wish("sign_review", paper())),
    ("hearing_right_told_if_profile", a_matter(S.OPINION_READY, profile=BINZHOU), a_wish("issue_opinion", a_draft(hearing_right_told=False))),
    ("decision_is_uphold", in_review(R.SIGNED, D.CHANGE), a_wish("deliver_review_upheld", ARRIVED)),
    ("decision_is_change", in_review(R.SIGNED), a_wish("deliver_review_changed", ARRIVED)),
    ("decision_is_revoke", in_review(R.SIGNED), a_wish("deliver_review_revoked", ARRIVED)),
    ("revocation_round_left", in_review(R.SIGNED, D.REVOKE_REDO, revocations=2), a_wish("deliver_review_revoked", ARRIVED)),
    ("reply_awaits_service", replace(ANSWERED_SUGGESTION, delivery=ServiceState.SERVED), LAWFUL["44.2"][1]),
    ("c26_breached", ISSUED, a_wish("service_not_begun", TimeIsUp("C26", AT - timedelta(days=9), AT))),
    ("two_modes_tried", ISSUED, a_wish("undeliverable", replace(GONE, modes=(DeliveryMode.DIRECT,) * 2))),
    ("undeliverable_approved", ISSUED, a_wish("undeliverable", replace(GONE, approved_by=""))),
    ("first_real_service", ANSWERED, a_wish("record_late_service", Service("450199:d", AT, AT))),
    ("first_real_service", in_recheck(R.NONE), a_wish("record_late_review_service", ARRIVED)),
    ("suggestion_result_stated", SUGGESTION, a_wish("reply_suggestion", SuggestionReply(result=SuggestionResult.NOT))),
    ("window_lapsed_no_good_reason", ANSWERED, a_wish("window_lapsed")),
    ("window_lapsed_no_good_reason", shut("C10", in_recheck(R.NONE)), a_wish("window_lapsed")),
    ("agreement_performed", done(), a_wish("finalize_settled", Proved())),
    ("no_successor_proof", done(), a_wish("finalize_no_successor", Proved(reason="死亡"))),
    ("no_open_window", replace(ANSWERED, state=S.CLOSED, dossier=FILED.dossier), a_wish("archive")),
    ("dossier_complete", replace(FILED, dossier=None), a_wish("archive")),
    ("dossier_complete", replace(FILED, dossier=Bound("1", AT - timedelta(days=1))), a_wish("archive")),
    ("no_open_duty_clock", replace(FILED, duties=("m:C25",)), a_wish("archive")),
    ("opinion_served_or_public_notice", replace(NEVER_CAME, state=S.FINALIZED, dossier=FILED.dossier), a_wish("archive")),
)  # fmt: skip
