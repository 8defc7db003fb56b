"""The withdrawal has taken effect."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from services.intake.citizen.handlers.hearing import keep


async def on_matter_withdrawn(heard: Heard[MatterWithdrawn], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
