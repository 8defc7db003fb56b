"""The opinion is issued: a review may be applied for, and nothing is withdrawn any more."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from services.intake.citizen.handlers.hearing import keep


async def on_matter_opinion_issued(heard: Heard[MatterOpinionIssued], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
