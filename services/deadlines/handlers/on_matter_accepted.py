"""A unit has accepted its claims: C04 stops, C05 ends, C07 begins for the petition path."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.vocabulary import Path
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_accepted(heard: Heard[MatterAccepted], work: Work, *, law: Law) -> None:
    """Rows 13 and 13a, or AS6 for a co-unit."""
    event = heard.event
    is_petition = any(claim.path is Path.PETITION for claim in event.claims)
    await keep(event, replace(said(heard, "13", event.unit), is_petition=is_petition), work, law)
