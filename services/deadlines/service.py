"""deadlines: runs the clocks of every matter; hears routing, says what begins, nears, is met, is missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from chassis.documents import Kind
from chassis.hearing import Hears
from chassis.reference import COVER_COPIES, DIRECTORY_COPIES, its_copy, its_covers
from chassis.replying import STRAY_REPLIES
from chassis.rolling import Rolls
from chassis.service import Job, Parts, Service
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.covers_published import CoversPublished
from lianjie_contracts.events.delivery_announced import DeliveryAnnounced
from lianjie_contracts.events.delivery_begun import DeliveryBegun
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.directory_published import DirectoryPublished
from lianjie_contracts.events.letter_step_taken import LetterStepTaken
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_agreement_signed import MatterAgreementSigned
from lianjie_contracts.events.matter_answer_sent_back import MatterAnswerSentBack
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
from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_objected import MatterObjected
from lianjie_contracts.events.matter_objection_rejected import MatterObjectionRejected
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_path_ended import MatterPathEnded
from lianjie_contracts.events.matter_path_refused import MatterPathRefused
from lianjie_contracts.events.matter_path_routed import MatterPathRouted
from lianjie_contracts.events.matter_recalled import MatterRecalled
from lianjie_contracts.events.matter_receipt_deemed import MatterReceiptDeemed
from lianjie_contracts.events.matter_recusal_applied import MatterRecusalApplied
from lianjie_contracts.events.matter_recusal_decided import MatterRecusalDecided
from lianjie_contracts.events.matter_reopened import MatterReopened
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
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.events.matter_suspended import MatterSuspended
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.matter_withdrawal_requested import MatterWithdrawalRequested
from lianjie_contracts.events.matter_withdrawal_revoked import MatterWithdrawalRevoked
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.events.progress_asked import ProgressAsked
from lianjie_contracts.events.recommendation_moved import RecommendationMoved
from lianjie_contracts.events.reply_answer import ReplyAnswer
from lianjie_contracts.events.session_moved import SessionMoved
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.vocabulary import SupervisionState
from services.deadlines.api import api
from services.deadlines.calendar.reading import MOST_BYTES
from services.deadlines.calendars import rolled
from services.deadlines.digest import READERS
from services.deadlines.feeds import FEEDS
from services.deadlines.handlers.on_covers_published import on_covers_published
from services.deadlines.handlers.on_delivery_announced import on_delivery_announced
from services.deadlines.handlers.on_delivery_begun import its_sheet as its_begun_sheet, on_delivery_begun
from services.deadlines.handlers.on_delivery_served import its_sheet, on_delivery_served
from services.deadlines.handlers.on_directory_published import on_directory_published
from services.deadlines.handlers.on_letter_step_taken import (
    its_sheet as its_letter_s_sheet,
    on_letter_step_taken,
)
from services.deadlines.handlers.on_matter_accepted import on_matter_accepted
from services.deadlines.handlers.on_matter_dispatched import on_matter_dispatched
from services.deadlines.handlers.on_matter_moved import on_matter_moved
from services.deadlines.handlers.on_matter_opened import on_matter_opened
from services.deadlines.handlers.on_matter_shares_changed import on_matter_shares_changed
from services.deadlines.handlers.on_matter_undo_decided import on_matter_undo_decided
from services.deadlines.handlers.on_progress_answered import on_progress_answered
from services.deadlines.handlers.on_progress_asked import on_progress_asked
from services.deadlines.handlers.on_recommendation_moved import on_recommendation_moved
from services.deadlines.handlers.on_reply_answer import on_reply_answer
from services.deadlines.handlers.on_session_moved import its_sheets, on_session_moved
from services.deadlines.handlers.on_supervision_moved import on_supervision_moved
from services.deadlines.law import Law, committed
from services.deadlines.recommendations.moving import rolled_recommendations
from services.deadlines.recounting import look_at_calendars
from services.deadlines.replies import ANSWERED
from services.deadlines.rolling import RolledSheets
from services.deadlines.settings import DeadlinesSettings
from services.deadlines.store import CALENDARS, RECOMMENDATIONS, SHEETS, SUPERVISIONS
from services.deadlines.supervision.opening import next_id
from services.deadlines.supervision.rolling import rolled_supervisions
from services.deadlines.ticking import tick_all

# What they leave on the sheets of limits comes with their next act.
OUR_OWN = (SupervisionMoved, RecommendationMoved)


def _its_sheet(event: Any) -> Iterable[tuple[Kind[Any], str]]:  # noqa: ANN401 - every message heard names its matter
    return ((SHEETS, event.matter_id),)


def _its_sheet_and_the_next(event: SupervisionMoved) -> Iterable[tuple[Kind[Any], str]]:
    """And the record of the next level, if this one was escalated."""
    yield SHEETS, event.matter_id
    if event.state is SupervisionState.ESCALATED:
        yield SUPERVISIONS, next_id(event)


def heard_under(law: Law) -> Sequence[Hears]:
    """Everything deadlines reacts to."""
    return (
        Hears(DirectoryPublished, on_directory_published, its_copy),
        Hears(CoversPublished, on_covers_published, its_covers),
        Hears(MatterOpened, partial(on_matter_opened, law=law), _its_sheet),
        Hears(MatterDispatched, partial(on_matter_dispatched, law=law), _its_sheet),
        Hears(MatterSharesChanged, partial(on_matter_shares_changed, law=law), _its_sheet),
        Hears(MatterAccepted, partial(on_matter_accepted, law=law), _its_sheet),
        Hears(MatterUndoDecided, partial(on_matter_undo_decided, law=law), _its_sheet),
        Hears(MatterAgreementSigned, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterAnswerSentBack, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterArchived, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterAssignmentAnswered, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterAssignmentClosed, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterCalledBack, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterClosed, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterClosedAtIntake, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterCompleted, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterDisputed, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterDissatisfactionChecked, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterExecutionEnded, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterExtended, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterEscalated, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterFinalized, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterFollowupSent, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterHandedOver, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterHandlerAssigned, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterHearingHeld, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterHearingNotified, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterHearingPrepared, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterInfoRequested, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterMerged, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterObjected, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterObjectionRejected, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterOpinionIssued, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterPathEnded, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterPathRefused, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterPathRouted, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterRecalled, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReceiptDeemed, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterRecusalApplied, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterRecusalDecided, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReportedUp, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterHeldAccountable, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterExchanged, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReopened, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReportChecked, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReportSubmitted, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterRerouted, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterResumed, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReturned, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReviewAnswered, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReviewApplied, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReviewDecided, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReviewExamined, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReviewSigned, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterReviewWithdrawn, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterScreeningResumed, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterServedLate, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterServiceMissed, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterSigned, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterSimpleLeft, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterSuggestionAnswered, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterSuspended, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterUndeliverable, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterWithdrawalOvertaken, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterWithdrawalRequested, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterWithdrawalRevoked, partial(on_matter_moved, law=law), _its_sheet),
        Hears(MatterWithdrawn, partial(on_matter_moved, law=law), _its_sheet),
        Hears(ProgressAsked, partial(on_progress_asked, law=law), _its_sheet),
        Hears(ProgressAnswered, partial(on_progress_answered, law=law), _its_sheet),
        Hears(LetterStepTaken, partial(on_letter_step_taken, law=law), its_letter_s_sheet),
        Hears(DeliveryBegun, partial(on_delivery_begun, law=law), its_begun_sheet),
        Hears(DeliveryAnnounced, partial(on_delivery_announced, law=law), its_sheet),
        Hears(DeliveryServed, partial(on_delivery_served, law=law), its_sheet),
        Hears(RecommendationMoved, partial(on_recommendation_moved, law=law), _its_sheet),
        Hears(SessionMoved, partial(on_session_moved, law=law), its_sheets),
        Hears(SupervisionMoved, partial(on_supervision_moved, law=law), _its_sheet_and_the_next),
    )


def _law(parts: Parts[DeadlinesSettings]) -> Law:
    return committed(timedelta(minutes=parts.settings.grace_minutes))


def replies_with(directory: Directory) -> Hears:
    """What units answer from their own systems."""
    return Hears(ReplyAnswer, partial(on_reply_answer, directory=directory), _its_record)


def _its_record(event: Any) -> Iterable[tuple[Kind[Any], str]]:  # noqa: ANN401 - what cannot be read names no record
    answers = ANSWERED.get(getattr(event, "act", ""))
    return ((answers.kind, event.record),) if answers else ()


async def _tick(parts: Parts[DeadlinesSettings]) -> None:
    await tick_all(parts, _law(parts))


async def _look_at_calendars(parts: Parts[DeadlinesSettings]) -> None:
    await look_at_calendars(parts, _law(parts))


def _rolls(parts: Parts[DeadlinesSettings]) -> Sequence[Rolls[Any]]:
    of_matters = [each for each in heard_under(_law(parts)) if each.message not in OUR_OWN]
    return (
        *RolledSheets(of_matters).rolls(),
        Rolls(CALENDARS, rolled),
        rolled_supervisions(),
        rolled_recommendations(),
    )


SERVICE = Service(
    name="deadlines",
    settings=DeadlinesSettings,
    kinds=(
        SHEETS,
        CALENDARS,
        SUPERVISIONS,
        RECOMMENDATIONS,
        FEEDS,
        READERS,
        DIRECTORY_COPIES,
        COVER_COPIES,
        STRAY_REPLIES,
    ),
    hears=lambda parts: (*heard_under(_law(parts)), replies_with(parts.directory)),
    api=lambda parts: api(parts, _law(parts)),
    jobs=(Job("tick", 1.0, _tick), Job("calendars", 2.0, _look_at_calendars)),
    larger={"/calendar/notices": 2 * MOST_BYTES},
    rolls=_rolls,
)
