"""A co-unit has answered its claims to the lead: its C07 ends."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_assignment_answered import MatterAssignmentAnswered
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_assignment_answered(
    heard: Heard[MatterAssignmentAnswered], work: Work, *, law: Law
) -> None:
    """Row AS7."""
    await keep(heard.event, said(heard, "AS7", heard.event.unit), work, law)
