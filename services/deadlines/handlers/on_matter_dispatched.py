"""The office has passed the matter on: its own limit stops, and every unit that is newly asked has to sign."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.vocabulary import AssignmentRole
from services.deadlines.handlers.on_matter_shares_changed import newly_asked
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_dispatched(heard: Heard[MatterDispatched], work: Work, *, law: Law) -> None:
    """Rows 6 to 6.3, and 12 to 12.3: what a former lead still had to do falls away, unless it is the new one."""
    event = heard.event
    lead = next(share for share in event.assignments if share.role is AssignmentRole.LEAD)
    former = event.former if event.designated else None
    sent = replace(said(heard), unit=lead.unit, former=former)
    await keep(event, work, law, sent, *await newly_asked(heard, work))
