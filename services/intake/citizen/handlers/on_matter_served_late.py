"""An opinion has come at last: its petitioners are invited to rate office and unit (row EV1)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_served_late import MatterServedLate
from services.intake.citizen.handlers.hearing import keep


async def on_matter_served_late(heard: Heard[MatterServedLate], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
