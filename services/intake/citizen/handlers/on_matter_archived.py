"""The matter is archived: nothing more is asked for in it."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_archived import MatterArchived
from services.intake.citizen.handlers.hearing import keep


async def on_matter_archived(heard: Heard[MatterArchived], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
