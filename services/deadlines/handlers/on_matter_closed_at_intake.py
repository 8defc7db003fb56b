"""The office has ended the matter at the counter: C02 stops."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_closed_at_intake(heard: Heard[MatterClosedAtIntake], work: Work, *, law: Law) -> None:
    """Rows 4 to 4.5 and 45."""
    await keep(heard.event, said(heard, "4"), work, law)
