"""The office has passed the matter on: C02 stops."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_dispatched(heard: Heard[MatterDispatched], work: Work, *, law: Law) -> None:
    """Rows 6 to 6.3, and 12 to 12.3: what a former lead still had to do falls away, unless it is the new one."""
    event = heard.event
    happening = said(heard, "6")
    former = event.former if event.designated else None
    await keep(event, replace(happening, assignment_id=former or happening.assignment_id), work, law)
