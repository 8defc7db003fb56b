"""The matter is taken up again: it may be withdrawn until its next opinion."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_reopened import MatterReopened
from services.intake.citizen.handlers.hearing import keep


async def on_matter_reopened(heard: Heard[MatterReopened], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
