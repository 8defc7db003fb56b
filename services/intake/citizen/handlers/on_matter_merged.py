"""The matter went into another one: its numbers lead there, and nothing is asked for in it any more."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_merged import MatterMerged
from services.intake.citizen.handlers.hearing import keep


async def on_matter_merged(heard: Heard[MatterMerged], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
