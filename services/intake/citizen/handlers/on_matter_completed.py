"""The matter is complete: its petitioners are invited to rate office and unit (row EV1)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_completed import MatterCompleted
from services.intake.citizen.handlers.hearing import keep


async def on_matter_completed(heard: Heard[MatterCompleted], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
