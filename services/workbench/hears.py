"""Every event the window hears, and the handler that puts it into the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chassis.hearing import Hears
from chassis.personal import KEY_COPIES
from chassis.reference import its_copy, its_covers
from lianjie_contracts.events.application_made import ApplicationMade
from lianjie_contracts.events.application_withdrawn import ApplicationWithdrawn
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.events.clock_breach_withdrawn import ClockBreachWithdrawn
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_held import ClockHeld
from lianjie_contracts.events.clock_lapsed import ClockLapsed
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.clock_warned import ClockWarned
from lianjie_contracts.events.code_handed_out import CodeHandedOut
from lianjie_contracts.events.covers_published import CoversPublished
from lianjie_contracts.events.delivery_announced import DeliveryAnnounced
from lianjie_contracts.events.delivery_begun import DeliveryBegun
from lianjie_contracts.events.delivery_failed import DeliveryFailed
from lianjie_contracts.events.delivery_given_up import DeliveryGivenUp
from lianjie_contracts.events.delivery_opened import DeliveryOpened
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.delivery_voided import DeliveryVoided
from lianjie_contracts.events.directory_published import DirectoryPublished
from lianjie_contracts.events.evaluation_closed import EvaluationClosed
from lianjie_contracts.events.evaluation_given import EvaluationGiven
from lianjie_contracts.events.item_corrected import ItemCorrected
from lianjie_contracts.events.item_interviewed import ItemInterviewed
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.item_screened import ItemScreened
from lianjie_contracts.events.item_undo_asked import ItemUndoAsked
from lianjie_contracts.events.letter_step_taken import LetterStepTaken
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_agreement_signed import MatterAgreementSigned
from lianjie_contracts.events.matter_amended import MatterAmended
from lianjie_contracts.events.matter_answer_sent_back import MatterAnswerSentBack
from lianjie_contracts.events.matter_application_declined import MatterApplicationDeclined
from lianjie_contracts.events.matter_approval_asked import MatterApprovalAsked
from lianjie_contracts.events.matter_approval_decided import MatterApprovalDecided
from lianjie_contracts.events.matter_archived import MatterArchived
from lianjie_contracts.events.matter_assignment_answered import MatterAssignmentAnswered
from lianjie_contracts.events.matter_assignment_closed import MatterAssignmentClosed
from lianjie_contracts.events.matter_called_back import MatterCalledBack
from lianjie_contracts.events.matter_closed import MatterClosed
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_disputed import MatterDisputed
from lianjie_contracts.events.matter_dissatisfaction_checked import MatterDissatisfactionChecked
from lianjie_contracts.events.matter_draft_returned import MatterDraftReturned
from lianjie_contracts.events.matter_escalated import MatterEscalated
from lianjie_contracts.events.matter_exchanged import MatterExchanged
from lianjie_contracts.events.matter_execution_ended import MatterExecutionEnded
from lianjie_contracts.events.matter_extended import MatterExtended
from lianjie_contracts.events.matter_finalized import MatterFinalized
from lianjie_contracts.events.matter_followup_sent import MatterFollowupSent
from lianjie_contracts.events.matter_handed_over import MatterHandedOver
from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
from lianjie_contracts.events.matter_hearing_held import MatterHearingHeld
from lianjie_contracts.events.matter_hearing_notified import MatterHearingNotified
from lianjie_contracts.events.matter_hearing_prepared import MatterHearingPrepared
from lianjie_contracts.events.matter_held_accountable import MatterHeldAccountable
from lianjie_contracts.events.matter_info_requested import MatterInfoRequested
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_mediation_failed import MatterMediationFailed
from lianjie_contracts.events.matter_mediation_started import MatterMediationStarted
from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_objected import MatterObjected
from lianjie_contracts.events.matter_objection_rejected import MatterObjectionRejected
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.events.matter_opinion_drafted import MatterOpinionDrafted
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_path_ended import MatterPathEnded
from lianjie_contracts.events.matter_path_refused import MatterPathRefused
from lianjie_contracts.events.matter_path_routed import MatterPathRouted
from lianjie_contracts.events.matter_recalled import MatterRecalled
from lianjie_contracts.events.matter_receipt_deemed import MatterReceiptDeemed
from lianjie_contracts.events.matter_recusal_applied import MatterRecusalApplied
from lianjie_contracts.events.matter_recusal_decided import MatterRecusalDecided
from lianjie_contracts.events.matter_reopened import MatterReopened
from lianjie_contracts.events.matter_reply_served import MatterReplyServed
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from lianjie_contracts.events.matter_report_submitted import MatterReportSubmitted
from lianjie_contracts.events.matter_reported_up import MatterReportedUp
from lianjie_contracts.events.matter_rerouted import MatterRerouted
from lianjie_contracts.events.matter_resumed import MatterResumed
from lianjie_contracts.events.matter_returned import MatterReturned
from lianjie_contracts.events.matter_review_answered import MatterReviewAnswered
from lianjie_contracts.events.matter_review_applied import MatterReviewApplied
from lianjie_contracts.events.matter_review_decided import MatterReviewDecided
from lianjie_contracts.events.matter_review_examined import MatterReviewExamined
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned
from lianjie_contracts.events.matter_review_withdrawn import MatterReviewWithdrawn
from lianjie_contracts.events.matter_screening_resumed import MatterScreeningResumed
from lianjie_contracts.events.matter_served_late import MatterServedLate
from lianjie_contracts.events.matter_service_missed import MatterServiceMissed
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.events.matter_simple_left import MatterSimpleLeft
from lianjie_contracts.events.matter_split import MatterSplit
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.events.matter_supplemented import MatterSupplemented
from lianjie_contracts.events.matter_suspended import MatterSuspended
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from lianjie_contracts.events.matter_wish_declined import MatterWishDeclined
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.matter_withdrawal_requested import MatterWithdrawalRequested
from lianjie_contracts.events.matter_withdrawal_revoked import MatterWithdrawalRevoked
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.events.progress_asked import ProgressAsked
from lianjie_contracts.events.recommendation_moved import RecommendationMoved
from lianjie_contracts.events.repeat_decided import RepeatDecided
from lianjie_contracts.events.session_moved import SessionMoved
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked
from lianjie_contracts.events.withdrawal_taken_back import WithdrawalTakenBack
from services.workbench.handlers.on_application_made import on_application_made
from services.workbench.handlers.on_application_withdrawn import on_application_withdrawn
from services.workbench.handlers.on_attachment_added import on_attachment_added
from services.workbench.handlers.on_clock_breach_withdrawn import on_clock_breach_withdrawn
from services.workbench.handlers.on_clock_breached import on_clock_breached
from services.workbench.handlers.on_clock_held import on_clock_held
from services.workbench.handlers.on_clock_lapsed import on_clock_lapsed
from services.workbench.handlers.on_clock_started import on_clock_started
from services.workbench.handlers.on_clock_stopped import on_clock_stopped
from services.workbench.handlers.on_clock_voided import on_clock_voided
from services.workbench.handlers.on_clock_warned import on_clock_warned
from services.workbench.handlers.on_code_handed_out import on_code_handed_out
from services.workbench.handlers.on_covers_published import on_covers_published
from services.workbench.handlers.on_delivery_announced import on_delivery_announced
from services.workbench.handlers.on_delivery_begun import on_delivery_begun
from services.workbench.handlers.on_delivery_failed import on_delivery_failed
from services.workbench.handlers.on_delivery_given_up import on_delivery_given_up
from services.workbench.handlers.on_delivery_opened import on_delivery_opened
from services.workbench.handlers.on_delivery_served import on_delivery_served
from services.workbench.handlers.on_delivery_voided import on_delivery_voided
from services.workbench.handlers.on_directory_published import on_directory_published
from services.workbench.handlers.on_evaluation_closed import on_evaluation_closed
from services.workbench.handlers.on_evaluation_given import on_evaluation_given
from services.workbench.handlers.on_item_corrected import on_item_corrected
from services.workbench.handlers.on_item_interviewed import on_item_interviewed
from services.workbench.handlers.on_item_registered import on_item_registered
from services.workbench.handlers.on_item_screened import on_item_screened
from services.workbench.handlers.on_item_undo_asked import on_item_undo_asked
from services.workbench.handlers.on_letter_step_taken import on_letter_step_taken
from services.workbench.handlers.on_matter_absorbed import on_matter_absorbed
from services.workbench.handlers.on_matter_accepted import on_matter_accepted
from services.workbench.handlers.on_matter_amended import on_matter_amended
from services.workbench.handlers.on_matter_application_declined import on_matter_application_declined
from services.workbench.handlers.on_matter_approval_asked import on_matter_approval_asked
from services.workbench.handlers.on_matter_approval_decided import on_matter_approval_decided
from services.workbench.handlers.on_matter_assignment_answered import on_matter_assignment_answered
from services.workbench.handlers.on_matter_closed_at_intake import on_matter_closed_at_intake
from services.workbench.handlers.on_matter_completed import on_matter_completed
from services.workbench.handlers.on_matter_dispatched import on_matter_dispatched
from services.workbench.handlers.on_matter_handed_over import on_matter_handed_over
from services.workbench.handlers.on_matter_handler_assigned import on_matter_handler_assigned
from services.workbench.handlers.on_matter_item_joined import on_matter_item_joined
from services.workbench.handlers.on_matter_merged import on_matter_merged
from services.workbench.handlers.on_matter_moved import on_matter_moved
from services.workbench.handlers.on_matter_opened import on_matter_opened
from services.workbench.handlers.on_matter_opinion_drafted import on_matter_opinion_drafted
from services.workbench.handlers.on_matter_opinion_issued import on_matter_opinion_issued
from services.workbench.handlers.on_matter_shares_changed import on_matter_shares_changed
from services.workbench.handlers.on_matter_signed import on_matter_signed
from services.workbench.handlers.on_matter_split import on_matter_split
from services.workbench.handlers.on_matter_supplemented import on_matter_supplemented
from services.workbench.handlers.on_matter_undo_decided import on_matter_undo_decided
from services.workbench.handlers.on_matter_wish_declined import on_matter_wish_declined
from services.workbench.handlers.on_matter_withdrawal_overtaken import on_matter_withdrawal_overtaken
from services.workbench.handlers.on_matter_withdrawal_requested import on_matter_withdrawal_requested
from services.workbench.handlers.on_matter_withdrawal_revoked import on_matter_withdrawal_revoked
from services.workbench.handlers.on_matter_withdrawn import on_matter_withdrawn
from services.workbench.handlers.on_person_key_issued import on_person_key_issued
from services.workbench.handlers.on_progress_answered import on_progress_answered
from services.workbench.handlers.on_progress_asked import on_progress_asked
from services.workbench.handlers.on_recommendation_moved import on_recommendation_moved
from services.workbench.handlers.on_repeat_decided import on_repeat_decided
from services.workbench.handlers.on_session_moved import on_session_moved
from services.workbench.handlers.on_supervision_moved import on_supervision_moved
from services.workbench.handlers.on_withdrawal_asked import on_withdrawal_asked
from services.workbench.handlers.on_withdrawal_taken_back import on_withdrawal_taken_back
from services.workbench.store import LETTER_TRAILS, MATTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chassis.documents import Kind


def _its_matter(event: Any) -> Iterable[tuple[Kind[Any], str]]:  # noqa: ANN401 - every event heard here names its matter
    return ((MATTERS, event.matter_id),)


def _its_matters(event: SessionMoved) -> Iterable[tuple[Kind[Any], str]]:
    return ((MATTERS, matter.matter_id) for matter in event.matters)


def _its_letter(event: LetterStepTaken) -> Iterable[tuple[Kind[Any], str]]:
    named = ((MATTERS, event.entry.matter_id),) if event.entry else ()
    return ((LETTER_TRAILS, event.letter_id), *named)


def _its_key(event: PersonKeyIssued) -> Iterable[tuple[Kind[Any], str]]:
    return ((KEY_COPIES, event.key_id),)


HEARS = (
    Hears(PersonKeyIssued, on_person_key_issued, _its_key),
    Hears(DirectoryPublished, on_directory_published, its_copy),
    Hears(CoversPublished, on_covers_published, its_covers),
    Hears(ItemRegistered, on_item_registered, _its_matter),
    Hears(ItemInterviewed, on_item_interviewed, _its_matter),
    Hears(ItemScreened, on_item_screened, _its_matter),
    Hears(ItemCorrected, on_item_corrected, _its_matter),
    Hears(ItemUndoAsked, on_item_undo_asked, _its_matter),
    Hears(RepeatDecided, on_repeat_decided, _its_matter),
    Hears(AttachmentAdded, on_attachment_added, _its_matter),
    Hears(LetterStepTaken, on_letter_step_taken, _its_letter),
    Hears(MatterOpened, on_matter_opened, _its_matter),
    Hears(MatterItemJoined, on_matter_item_joined, _its_matter),
    Hears(MatterAmended, on_matter_amended, _its_matter),
    Hears(MatterClosedAtIntake, on_matter_closed_at_intake, _its_matter),
    Hears(MatterDispatched, on_matter_dispatched, _its_matter),
    Hears(MatterSigned, on_matter_signed, _its_matter),
    Hears(MatterAccepted, on_matter_accepted, _its_matter),
    Hears(MatterHandedOver, on_matter_handed_over, _its_matter),
    Hears(MatterHandlerAssigned, on_matter_handler_assigned, _its_matter),
    Hears(MatterAssignmentAnswered, on_matter_assignment_answered, _its_matter),
    Hears(MatterOpinionDrafted, on_matter_opinion_drafted, _its_matter),
    Hears(MatterOpinionIssued, on_matter_opinion_issued, _its_matter),
    Hears(MatterCompleted, on_matter_completed, _its_matter),
    Hears(MatterWithdrawalRequested, on_matter_withdrawal_requested, _its_matter),
    Hears(MatterWithdrawalRevoked, on_matter_withdrawal_revoked, _its_matter),
    Hears(MatterWithdrawalOvertaken, on_matter_withdrawal_overtaken, _its_matter),
    Hears(MatterWithdrawn, on_matter_withdrawn, _its_matter),
    Hears(MatterUndoDecided, on_matter_undo_decided, _its_matter),
    Hears(MatterExecutionEnded, on_matter_moved, _its_matter),
    Hears(MatterReportSubmitted, on_matter_moved, _its_matter),
    Hears(MatterReportChecked, on_matter_moved, _its_matter),
    Hears(MatterClosed, on_matter_moved, _its_matter),
    Hears(MatterCalledBack, on_matter_moved, _its_matter),
    Hears(MatterDissatisfactionChecked, on_matter_moved, _its_matter),
    Hears(MatterReceiptDeemed, on_matter_moved, _its_matter),
    Hears(MatterRecalled, on_matter_moved, _its_matter),
    Hears(MatterObjected, on_matter_moved, _its_matter),
    Hears(MatterReturned, on_matter_moved, _its_matter),
    Hears(MatterObjectionRejected, on_matter_moved, _its_matter),
    Hears(MatterAssignmentClosed, on_matter_moved, _its_matter),
    Hears(MatterDisputed, on_matter_moved, _its_matter),
    Hears(MatterFollowupSent, on_matter_moved, _its_matter),
    Hears(MatterSharesChanged, on_matter_shares_changed, _its_matter),
    Hears(MatterInfoRequested, on_matter_moved, _its_matter),
    Hears(MatterScreeningResumed, on_matter_moved, _its_matter),
    Hears(MatterSimpleLeft, on_matter_moved, _its_matter),
    Hears(MatterPathRouted, on_matter_moved, _its_matter),
    Hears(MatterPathEnded, on_matter_moved, _its_matter),
    Hears(MatterPathRefused, on_matter_moved, _its_matter),
    Hears(MatterExtended, on_matter_moved, _its_matter),
    Hears(MatterSuspended, on_matter_moved, _its_matter),
    Hears(MatterReplyServed, on_matter_moved, _its_matter),
    Hears(MatterEscalated, on_matter_moved, _its_matter),
    Hears(MatterHearingPrepared, on_matter_moved, _its_matter),
    Hears(MatterHearingNotified, on_matter_moved, _its_matter),
    Hears(MatterHearingHeld, on_matter_moved, _its_matter),
    Hears(MatterRecusalApplied, on_matter_moved, _its_matter),
    Hears(MatterRecusalDecided, on_matter_moved, _its_matter),
    Hears(MatterResumed, on_matter_moved, _its_matter),
    Hears(MatterDraftReturned, on_matter_moved, _its_matter),
    Hears(MatterAnswerSentBack, on_matter_moved, _its_matter),
    Hears(MatterMediationStarted, on_matter_moved, _its_matter),
    Hears(MatterMediationFailed, on_matter_moved, _its_matter),
    Hears(MatterAgreementSigned, on_matter_moved, _its_matter),
    Hears(MatterMerged, on_matter_merged, _its_matter),
    Hears(MatterAbsorbed, on_matter_absorbed, _its_matter),
    Hears(MatterSplit, on_matter_split, _its_matter),
    Hears(MatterReportedUp, on_matter_moved, _its_matter),
    Hears(MatterHeldAccountable, on_matter_moved, _its_matter),
    Hears(MatterExchanged, on_matter_moved, _its_matter),
    Hears(MatterApprovalAsked, on_matter_approval_asked, _its_matter),
    Hears(MatterApprovalDecided, on_matter_approval_decided, _its_matter),
    Hears(MatterReopened, on_matter_moved, _its_matter),
    Hears(MatterRerouted, on_matter_moved, _its_matter),
    Hears(MatterReviewApplied, on_matter_moved, _its_matter),
    Hears(MatterApplicationDeclined, on_matter_application_declined, _its_matter),
    Hears(MatterWishDeclined, on_matter_wish_declined, _its_matter),
    Hears(MatterReviewAnswered, on_matter_moved, _its_matter),
    Hears(MatterReviewExamined, on_matter_moved, _its_matter),
    Hears(MatterReviewSigned, on_matter_moved, _its_matter),
    Hears(MatterReviewDecided, on_matter_moved, _its_matter),
    Hears(MatterReviewWithdrawn, on_matter_moved, _its_matter),
    Hears(MatterServiceMissed, on_matter_moved, _its_matter),
    Hears(MatterServedLate, on_matter_moved, _its_matter),
    Hears(MatterFinalized, on_matter_moved, _its_matter),
    Hears(MatterArchived, on_matter_moved, _its_matter),
    Hears(MatterUndeliverable, on_matter_moved, _its_matter),
    Hears(MatterSuggestionAnswered, on_matter_moved, _its_matter),
    Hears(MatterSupplemented, on_matter_supplemented, _its_matter),
    Hears(WithdrawalAsked, on_withdrawal_asked, _its_matter),
    Hears(WithdrawalTakenBack, on_withdrawal_taken_back, _its_matter),
    Hears(ApplicationMade, on_application_made, _its_matter),
    Hears(ApplicationWithdrawn, on_application_withdrawn, _its_matter),
    Hears(EvaluationGiven, on_evaluation_given, _its_matter),
    Hears(EvaluationClosed, on_evaluation_closed, _its_matter),
    Hears(ProgressAsked, on_progress_asked, _its_matter),
    Hears(ProgressAnswered, on_progress_answered, _its_matter),
    Hears(CodeHandedOut, on_code_handed_out, _its_matter),
    Hears(ClockStarted, on_clock_started, _its_matter),
    Hears(ClockHeld, on_clock_held, _its_matter),
    Hears(ClockStopped, on_clock_stopped, _its_matter),
    Hears(ClockVoided, on_clock_voided, _its_matter),
    Hears(ClockWarned, on_clock_warned, _its_matter),
    Hears(ClockBreached, on_clock_breached, _its_matter),
    Hears(ClockBreachWithdrawn, on_clock_breach_withdrawn, _its_matter),
    Hears(ClockLapsed, on_clock_lapsed, _its_matter),
    Hears(DeliveryOpened, on_delivery_opened, _its_matter),
    Hears(DeliveryBegun, on_delivery_begun, _its_matter),
    Hears(DeliveryServed, on_delivery_served, _its_matter),
    Hears(RecommendationMoved, on_recommendation_moved, _its_matter),
    Hears(SessionMoved, on_session_moved, _its_matters),
    Hears(SupervisionMoved, on_supervision_moved, _its_matter),
    Hears(DeliveryGivenUp, on_delivery_given_up, _its_matter),
    Hears(DeliveryAnnounced, on_delivery_announced, _its_matter),
    Hears(DeliveryVoided, on_delivery_voided, _its_matter),
    Hears(DeliveryFailed, on_delivery_failed, _its_matter),
)
