"""A person of another county is erased: where they came is forgotten here, too, in whichever order one hears of it."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from services.intake.sightings import forgotten
from services.intake.store import SIGHTED


async def on_person_key_issued(heard: Heard[PersonKeyIssued], work: Work, *, county: str) -> None:
    """A key that is only issued says nothing yet."""
    event = heard.event
    if event.county != county and event.wrapped is None:
        await work.save(SIGHTED, event.key_id, forgotten(event.county))
