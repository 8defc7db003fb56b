"""A review is decided; one that revokes the opinion takes the matter up again."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_review_decided import MatterReviewDecided
from services.intake.citizen.handlers.hearing import keep


async def on_matter_review_decided(heard: Heard[MatterReviewDecided], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
