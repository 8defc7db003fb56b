"""How requests are brought forward after a restore: from their own events, and from what routing told of the matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chassis.rolling import Rolls
from chassis.work import Heard
from lianjie_contracts.events.matter_archived import MatterArchived
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_reopened import MatterReopened
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from lianjie_contracts.events.matter_review_decided import MatterReviewDecided
from lianjie_contracts.events.matter_served_late import MatterServedLate
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from services.intake.citizen.requests import Requests, told
from services.intake.citizen.store import REQUESTS

OF_MATTER = (
    MatterOpinionIssued, MatterCompleted, MatterClosedAtIntake, MatterWithdrawn, MatterWithdrawalOvertaken, MatterUndeliverable,
    MatterServedLate, MatterSuggestionAnswered, MatterReportChecked, MatterReviewDecided, MatterReopened, MatterArchived,
)  # fmt: skip


def _its_matter(event: Any) -> str:  # noqa: ANN401 - every event of a matter names it
    matter_id: str = event.matter_id
    return matter_id


def rolls(county: str) -> Sequence[Rolls[Requests]]:
    async def after(held: Requests | None, heard: Heard[Any]) -> Requests | None:
        return told(held, heard.event) if heard.event.county == county else None

    return (Rolls(REQUESTS, after, also=dict.fromkeys(OF_MATTER, _its_matter)),)
