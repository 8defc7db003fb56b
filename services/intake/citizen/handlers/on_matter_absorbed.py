"""Another matter came into this one: its people are petitioners of this one, too."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from services.intake.citizen.handlers.hearing import keep


async def on_matter_absorbed(heard: Heard[MatterAbsorbed], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
