"""The citizen's part: read by number and code, act by one-time code, hand in by telephone; no account, no login."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from chassis.hearing import Hears
from chassis.service import Job, Parts
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.events.matter_archived import MatterArchived
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_reopened import MatterReopened
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from lianjie_contracts.events.matter_review_decided import MatterReviewDecided
from lianjie_contracts.events.matter_served_late import MatterServedLate
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from lianjie_contracts.events.move_due import MoveDue
from services.intake.capability import Capability, FrontDoor
from services.intake.citizen.api import api
from services.intake.citizen.handlers.on_matter_absorbed import on_matter_absorbed
from services.intake.citizen.handlers.on_matter_archived import on_matter_archived
from services.intake.citizen.handlers.on_matter_closed_at_intake import on_matter_closed_at_intake
from services.intake.citizen.handlers.on_matter_completed import on_matter_completed
from services.intake.citizen.handlers.on_matter_merged import on_matter_merged
from services.intake.citizen.handlers.on_matter_opinion_issued import on_matter_opinion_issued
from services.intake.citizen.handlers.on_matter_reopened import on_matter_reopened
from services.intake.citizen.handlers.on_matter_report_checked import on_matter_report_checked
from services.intake.citizen.handlers.on_matter_review_decided import on_matter_review_decided
from services.intake.citizen.handlers.on_matter_served_late import on_matter_served_late
from services.intake.citizen.handlers.on_matter_suggestion_answered import on_matter_suggestion_answered
from services.intake.citizen.handlers.on_matter_undeliverable import on_matter_undeliverable
from services.intake.citizen.handlers.on_matter_withdrawal_overtaken import on_matter_withdrawal_overtaken
from services.intake.citizen.handlers.on_matter_withdrawn import on_matter_withdrawn
from services.intake.citizen.handlers.on_move_due import on_move_due
from services.intake.citizen.rolling import rolls
from services.intake.citizen.store import REQUESTS, SIGNS
from services.intake.rate import forget
from services.intake.settings import IntakeSettings


def heard_in(county: str) -> Sequence[Hears]:
    """What petitioners' rights depend on."""
    heard = (
        (MatterOpinionIssued, on_matter_opinion_issued),
        (MatterCompleted, on_matter_completed),
        (MatterClosedAtIntake, on_matter_closed_at_intake),
        (MatterUndeliverable, on_matter_undeliverable),
        (MatterServedLate, on_matter_served_late),
        (MatterSuggestionAnswered, on_matter_suggestion_answered),
        (MatterReportChecked, on_matter_report_checked),
        (MatterReviewDecided, on_matter_review_decided),
        (MatterReopened, on_matter_reopened),
        (MatterArchived, on_matter_archived),
        (MatterMerged, on_matter_merged),
        (MatterAbsorbed, on_matter_absorbed),
        (MatterWithdrawn, on_matter_withdrawn),
        (MatterWithdrawalOvertaken, on_matter_withdrawal_overtaken),
        (MoveDue, on_move_due),
    )
    return [
        Hears(message, partial(handler, county=county), lambda e: ((REQUESTS, e.matter_id),))
        for message, handler in heard
    ]


def _hears(door: FrontDoor) -> Sequence[Hears]:
    return heard_in(door.county)


async def _forget(parts: Parts[IntakeSettings]) -> None:
    await forget(parts.mongo, parts.clock.now())


CAPABILITY = Capability(
    kinds=(REQUESTS, SIGNS),
    api=api,
    hears=_hears,
    rolls=lambda door: rolls(door.county),
    jobs=(Job("forget tries", 600.0, _forget),),
)
