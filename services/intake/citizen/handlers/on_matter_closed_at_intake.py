"""The matter ended at the counter: there is nothing to withdraw and nothing to rate."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from services.intake.citizen.handlers.hearing import keep


async def on_matter_closed_at_intake(heard: Heard[MatterClosedAtIntake], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
