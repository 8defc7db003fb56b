"""Which units hold a matter of this county, and may therefore ask for its petitioner's contact."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from services.intake.domain.item import Holders
from services.intake.store import HOLDERS


async def on_matter_dispatched(heard: Heard[MatterDispatched], work: Work, *, county: str) -> None:
    """Contact data leaves intake only to the unit that may see it."""
    event = heard.event
    if event.county == county:
        units = tuple(assignment.unit for assignment in event.assignments)
        await work.save(HOLDERS, event.matter_id, Holders(units))
