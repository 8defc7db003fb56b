"""A report was checked; one that is given back for redo takes the matter up again."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from services.intake.citizen.handlers.hearing import keep


async def on_matter_report_checked(heard: Heard[MatterReportChecked], work: Work, *, county: str) -> None:
    await keep(heard, work, county)
