"""Everything notifications reacts to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Any

from chassis.documents import Kind
from chassis.hearing import Hears
from chassis.personal import KEY_COPIES
from chassis.reference import its_copy
from lianjie_contracts.base import MatterEvent
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.events.clock_breach_withdrawn import ClockBreachWithdrawn
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.clock_warned import ClockWarned
from lianjie_contracts.events.directory_published import DirectoryPublished
from lianjie_contracts.events.item_corrected import ItemCorrected
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_agreement_signed import MatterAgreementSigned
from lianjie_contracts.events.matter_amended import MatterAmended
from lianjie_contracts.events.matter_answer_sent_back import MatterAnswerSentBack
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_disputed import MatterDisputed
from lianjie_contracts.events.matter_dissatisfaction_checked import MatterDissatisfactionChecked
from lianjie_contracts.events.matter_execution_ended import MatterExecutionEnded
from lianjie_contracts.events.matter_extended import MatterExtended
from lianjie_contracts.events.matter_followup_sent import MatterFollowupSent
from lianjie_contracts.events.matter_hearing_held import MatterHearingHeld
from lianjie_contracts.events.matter_hearing_notified import MatterHearingNotified
from lianjie_contracts.events.matter_hearing_prepared import MatterHearingPrepared
from lianjie_contracts.events.matter_held_accountable import MatterHeldAccountable
from lianjie_contracts.events.matter_info_requested import MatterInfoRequested
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_objected import MatterObjected
from lianjie_contracts.events.matter_objection_rejected import MatterObjectionRejected
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_path_ended import MatterPathEnded
from lianjie_contracts.events.matter_path_refused import MatterPathRefused
from lianjie_contracts.events.matter_path_routed import MatterPathRouted
from lianjie_contracts.events.matter_recalled import MatterRecalled
from lianjie_contracts.events.matter_recusal_applied import MatterRecusalApplied
from lianjie_contracts.events.matter_recusal_decided import MatterRecusalDecided
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from lianjie_contracts.events.matter_report_submitted import MatterReportSubmitted
from lianjie_contracts.events.matter_reported_up import MatterReportedUp
from lianjie_contracts.events.matter_returned import MatterReturned
from lianjie_contracts.events.matter_review_answered import MatterReviewAnswered
from lianjie_contracts.events.matter_review_applied import MatterReviewApplied
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned
from lianjie_contracts.events.matter_review_withdrawn import MatterReviewWithdrawn
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from lianjie_contracts.events.matter_simple_left import MatterSimpleLeft
from lianjie_contracts.events.matter_split import MatterSplit
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from lianjie_contracts.events.matter_withdrawal_requested import MatterWithdrawalRequested
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from lianjie_contracts.events.move_due import MoveDue
from lianjie_contracts.events.one_time_code_asked import OneTimeCodeAsked
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.events.recommendation_moved import RecommendationMoved
from lianjie_contracts.events.session_moved import SessionMoved
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from services.notifications.handlers.on_attachment_added import on_attachment_added
from services.notifications.handlers.on_clock_breach_withdrawn import on_clock_breach_withdrawn
from services.notifications.handlers.on_clock_breached import on_clock_breached
from services.notifications.handlers.on_clock_stopped import on_clock_stopped
from services.notifications.handlers.on_clock_voided import on_clock_voided
from services.notifications.handlers.on_clock_warned import on_clock_warned
from services.notifications.handlers.on_directory_published import on_directory_published
from services.notifications.handlers.on_item_corrected import on_item_corrected
from services.notifications.handlers.on_item_registered import on_item_registered
from services.notifications.handlers.on_matter_absorbed import on_matter_absorbed
from services.notifications.handlers.on_matter_amended import on_matter_amended
from services.notifications.handlers.on_matter_item_joined import on_matter_item_joined
from services.notifications.handlers.on_matter_moved import on_matter_moved
from services.notifications.handlers.on_matter_opened import on_matter_opened
from services.notifications.handlers.on_move_due import its_delivery, on_move_due
from services.notifications.handlers.on_one_time_code_asked import on_one_time_code_asked
from services.notifications.handlers.on_person_key_issued import on_person_key_issued
from services.notifications.handlers.on_progress_answered import on_progress_answered
from services.notifications.handlers.on_session_moved import on_session_moved
from services.notifications.store import CONTACTS, SHEETS
from services.notifications.warning import WARNING_BOXES, box_id


def heard_with(directory: Directory) -> Sequence[Hears]:
    return (
        Hears(PersonKeyIssued, on_person_key_issued, lambda e: ((KEY_COPIES, e.key_id),)),
        Hears(DirectoryPublished, on_directory_published, its_copy),
        Hears(ItemRegistered, partial(on_item_registered, directory=directory), lambda e: (
            (KEY_COPIES, e.petitioner.petitioner_id), (CONTACTS, e.item_id))),
        Hears(ItemCorrected, on_item_corrected, lambda e: (
            (KEY_COPIES, e.item.petitioner.petitioner_id), (CONTACTS, e.item_id))),
        Hears(AttachmentAdded, on_attachment_added, lambda e: ((CONTACTS, e.item_id),)),
        Hears(MatterAmended, on_matter_amended, lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterOpened, on_matter_opened, lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterItemJoined, on_matter_item_joined, lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterAbsorbed, on_matter_absorbed, lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterAccepted, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterHearingHeld, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterHearingNotified, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterHearingPrepared, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterMerged, partial(on_matter_moved, directory=directory), lambda e: ((SHEETS, e.matter_id), (SHEETS, e.into))),
        Hears(MatterRecusalApplied, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterRecusalDecided, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterReportedUp, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterSplit, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterHeldAccountable, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(SessionMoved, partial(on_session_moved, directory=directory), _its_matters),
        Hears(SupervisionMoved, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(RecommendationMoved, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterAgreementSigned, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterAnswerSentBack, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterClosedAtIntake, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterDispatched, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterDisputed, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterDissatisfactionChecked, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterExecutionEnded, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterExtended, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterFollowupSent, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterInfoRequested, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterObjected, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterObjectionRejected, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterOpinionIssued, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterPathEnded, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterPathRefused, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterPathRouted, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterRecalled, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterReportChecked, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterReportSubmitted, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterReturned, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterReviewAnswered, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterReviewApplied, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterReviewSigned, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterReviewWithdrawn, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterSharesChanged, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterSimpleLeft, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterSuggestionAnswered, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterUndeliverable, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterWithdrawalRequested, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(MatterWithdrawn, partial(on_matter_moved, directory=directory), _its_matter),
        Hears(ProgressAnswered, partial(on_progress_answered, directory=directory), lambda e: ((SHEETS, e.matter_id),)),
        Hears(MoveDue, on_move_due, its_delivery),
        Hears(OneTimeCodeAsked, on_one_time_code_asked, lambda e: ((KEY_COPIES, e.person),)),
    )  # fmt: skip


def _its_matters(event: SessionMoved) -> Iterable[tuple[Kind[Any], str]]:
    return ((SHEETS, matter.matter_id) for matter in event.matters)


def warned_in(counties: Collection[str]) -> Sequence[Hears]:
    """Warnings of limits, for the counties that want them by mail."""
    return (
        Hears(ClockWarned, partial(on_clock_warned, counties=counties), _its_box), Hears(ClockBreached, partial(on_clock_breached, counties=counties), _its_box),
        Hears(ClockStopped, on_clock_stopped, _its_box), Hears(ClockVoided, on_clock_voided, _its_box),
        Hears(ClockBreachWithdrawn, on_clock_breach_withdrawn, _its_box),
    )  # fmt: skip


def _its_box(event: ClockEvent) -> Iterable[tuple[Kind[Any], str]]:
    return ((WARNING_BOXES, box_id(event.county, event.unit)),)


def _its_matter(event: MatterEvent) -> Iterable[tuple[Kind[Any], str]]:
    return ((SHEETS, event.matter_id),)
