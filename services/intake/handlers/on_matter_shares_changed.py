"""A helping unit more, or another lead: they hold the matter from now on, too."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from services.intake.domain.item import Holders
from services.intake.store import HOLDERS


async def on_matter_shares_changed(heard: Heard[MatterSharesChanged], work: Work, *, county: str) -> None:
    """The event tells all shares as they are now."""
    event = heard.event
    if event.county == county:
        units = tuple(assignment.unit for assignment in event.assignments)
        await work.save(HOLDERS, event.matter_id, Holders(units))
