"""The matter is complete without service: nobody is invited until the opinion arrives."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from services.intake.citizen.handlers.hearing import keep


async def on_matter_undeliverable(heard: Heard[MatterUndeliverable], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
