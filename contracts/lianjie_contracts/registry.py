"""Every message there is, by type and version: written out, so that nothing is found by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.events.answer_asked import AnswerAsked
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
from lianjie_contracts.events.delivery_served import DeliveryServed, DeliveryServedV1
from lianjie_contracts.events.delivery_voided import DeliveryVoided
from lianjie_contracts.events.destruction_list_moved import DestructionListMoved
from lianjie_contracts.events.directory_published import DirectoryPublished
from lianjie_contracts.events.dossier_bound import DossierBound
from lianjie_contracts.events.dossier_handed_over import DossierHandedOver
from lianjie_contracts.events.evaluation_closed import EvaluationClosed
from lianjie_contracts.events.evaluation_given import EvaluationGiven
from lianjie_contracts.events.item_corrected import ItemCorrected
from lianjie_contracts.events.item_interviewed import ItemInterviewed
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.item_screened import ItemScreened
from lianjie_contracts.events.item_sighted import ItemSighted
from lianjie_contracts.events.item_undo_asked import ItemUndoAsked
from lianjie_contracts.events.letter_grouped import LetterGrouped
from lianjie_contracts.events.letter_scanned import LetterScanned
from lianjie_contracts.events.letter_shelved import LetterShelved
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
from lianjie_contracts.events.matter_routed import MatterRouted
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
from lianjie_contracts.events.move_due import MoveDue
from lianjie_contracts.events.one_time_code_asked import OneTimeCodeAsked
from lianjie_contracts.events.package_receipt import PackageReceipt
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.events.progress_asked import ProgressAsked
from lianjie_contracts.events.quick_report_checked import QuickReportChecked
from lianjie_contracts.events.quick_report_closed import QuickReportClosed
from lianjie_contracts.events.quick_report_converted import QuickReportConverted
from lianjie_contracts.events.quick_report_dispatched import QuickReportDispatched
from lianjie_contracts.events.quick_report_done import QuickReportDone
from lianjie_contracts.events.quick_report_passed_on import QuickReportPassedOn
from lianjie_contracts.events.quick_report_rated import QuickReportRated
from lianjie_contracts.events.quick_report_rejected import QuickReportRejected
from lianjie_contracts.events.quick_report_returned import QuickReportReturned
from lianjie_contracts.events.quick_report_signed import QuickReportSigned
from lianjie_contracts.events.quick_report_submitted import QuickReportSubmitted
from lianjie_contracts.events.recommendation_moved import RecommendationMoved
from lianjie_contracts.events.registration_refused import RegistrationRefused
from lianjie_contracts.events.repeat_decided import RepeatDecided
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_act import ReplyAct
from lianjie_contracts.events.reply_answer import ReplyAnswer
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from lianjie_contracts.events.reply_object import ReplyObject
from lianjie_contracts.events.reply_session import ReplySession
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.events.result_package import ResultPackage
from lianjie_contracts.events.service_card_given import ServiceCardGiven
from lianjie_contracts.events.session_moved import SessionMoved
from lianjie_contracts.events.session_routed import SessionRouted
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.events.ticket_called import TicketCalled
from lianjie_contracts.events.ticket_ended import TicketEnded
from lianjie_contracts.events.ticket_handed_over import TicketHandedOver
from lianjie_contracts.events.ticket_taken import TicketTaken
from lianjie_contracts.events.transfer_answered import TransferAnswered
from lianjie_contracts.events.upper_transfer import UpperTransfer
from lianjie_contracts.events.valuables_returned import ValuablesReturned
from lianjie_contracts.events.valuables_taken import ValuablesTaken
from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked
from lianjie_contracts.events.withdrawal_taken_back import WithdrawalTakenBack
from lianjie_contracts.events.work_calendar_changed import WorkCalendarChanged

if TYPE_CHECKING:
    from lianjie_contracts.base import Message

MESSAGES: tuple[type[Message], ...] = (
    PersonKeyIssued,
    ItemRegistered,
    ItemInterviewed,
    ItemScreened,
    ItemCorrected,
    RepeatDecided,
    ItemSighted,
    ItemUndoAsked,
    RegistrationRefused,
    TicketTaken,
    TicketCalled,
    TicketHandedOver,
    TicketEnded,
    ServiceCardGiven,
    AttachmentAdded,
    MatterSupplemented,
    WithdrawalAsked,
    WithdrawalTakenBack,
    ApplicationMade,
    ApplicationWithdrawn,
    EvaluationGiven,
    DirectoryPublished,
    CoversPublished,
    EvaluationClosed,
    ProgressAsked,
    ProgressAnswered,
    CodeHandedOut,
    OneTimeCodeAsked,
    QuickReportSubmitted,
    QuickReportDispatched,
    QuickReportSigned,
    QuickReportPassedOn,
    QuickReportDone,
    QuickReportChecked,
    QuickReportReturned,
    QuickReportClosed,
    QuickReportConverted,
    QuickReportRejected,
    QuickReportRated,
    MatterOpened,
    PackageReceipt,
    ResultPackage,
    TransferAnswered,
    UpperTransfer,
    MatterExchanged,
    MatterHeldAccountable,
    MatterReportedUp,
    MatterSplit,
    MatterAbsorbed,
    MatterMerged,
    MatterItemJoined,
    MatterAmended,
    MatterClosedAtIntake,
    MatterDispatched,
    MatterSigned,
    MatterAgreementSigned,
    MatterApprovalAsked,
    MatterApprovalDecided,
    MatterMediationFailed,
    MatterMediationStarted,
    MatterAnswerSentBack,
    MatterDraftReturned,
    MatterResumed,
    MatterSuspended,
    MatterReplyServed,
    MatterEscalated,
    MatterHearingPrepared,
    MatterHearingNotified,
    MatterHearingHeld,
    MatterRecusalApplied,
    MatterRecusalDecided,
    MatterExtended,
    MatterPathRefused,
    MatterPathEnded,
    MatterPathRouted,
    MatterSimpleLeft,
    MatterScreeningResumed,
    MatterInfoRequested,
    MatterFollowupSent,
    MatterSharesChanged,
    MatterDisputed,
    MatterAssignmentClosed,
    MatterObjectionRejected,
    MatterReturned,
    MatterObjected,
    MatterRecalled,
    MatterReceiptDeemed,
    MatterAccepted,
    MatterHandlerAssigned,
    MatterHandedOver,
    MatterAssignmentAnswered,
    MatterOpinionDrafted,
    MatterOpinionIssued,
    MatterCompleted,
    MatterWithdrawalRequested,
    MatterWithdrawalRevoked,
    MatterWithdrawalOvertaken,
    MatterWithdrawn,
    MatterUndoDecided,
    MatterExecutionEnded,
    MatterReportSubmitted,
    MatterReportChecked,
    MatterClosed,
    MatterCalledBack,
    MatterDissatisfactionChecked,
    MatterReopened,
    MatterRerouted,
    MatterReviewApplied,
    MatterApplicationDeclined,
    MatterWishDeclined,
    MatterReviewAnswered,
    MatterReviewExamined,
    MatterReviewSigned,
    MatterReviewDecided,
    MatterReviewWithdrawn,
    MatterServiceMissed,
    MatterServedLate,
    MatterFinalized,
    MatterArchived,
    MatterUndeliverable,
    MatterSuggestionAnswered,
    MatterRouted,
    ReplyAnswered,
    ReplySignFor,
    ReplyObject,
    ReplyAccept,
    ReplyIssueOpinion,
    ReplyAct,
    SessionMoved,
    SessionRouted,
    ReplySession,
    ClockStarted,
    ClockHeld,
    ClockStopped,
    ClockVoided,
    ClockWarned,
    ClockBreached,
    ClockBreachWithdrawn,
    ClockLapsed,
    MoveDue,
    WorkCalendarChanged,
    SupervisionMoved,
    AnswerAsked,
    ReplyAnswer,
    RecommendationMoved,
    DeliveryOpened,
    DossierBound,
    DossierHandedOver,
    DeliveryBegun,
    DeliveryServedV1,
    DeliveryServed,
    DeliveryFailed,
    DeliveryGivenUp,
    DeliveryAnnounced,
    DeliveryVoided,
    LetterStepTaken,
    LetterScanned,
    LetterGrouped,
    ValuablesTaken,
    ValuablesReturned,
    LetterShelved,
    DestructionListMoved,
)

BY_TYPE_AND_VERSION: dict[tuple[str, int], type[Message]] = {(m.type, m.version): m for m in MESSAGES}
NEWEST: dict[str, type[Message]] = {
    m.type: m for m in sorted(MESSAGES, key=lambda message: (message.type, message.version))
}


class UnknownTypeError(LookupError):
    """A type this release does not know: a newer fact, counted and passed over."""


class UnknownVersionError(LookupError):
    """A known type in an unknown major version: it cannot be read and must not be skipped."""


def read(type_: str, version: int, body: bytes) -> Message:
    """The message in its newest version; raises UnknownTypeError, UnknownVersionError or pydantic's ValidationError."""
    model = BY_TYPE_AND_VERSION.get((type_, version))
    if model is None:
        raise (UnknownVersionError if type_ in NEWEST else UnknownTypeError)(f"{type_} v{version}")
    return model.read(body).upgraded()
