"""A unit, or the office itself, has accepted claims: whether they have sixty days is a matter of their paths."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.vocabulary import Path
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_accepted(heard: Heard[MatterAccepted], work: Work, *, law: Law) -> None:
    """Rows 5, 5.2, 13, 13a, 46 and 46.2, or AS6 for a co-unit."""
    is_petition = any(claim.path is Path.PETITION for claim in heard.event.claims)
    await keep(heard.event, work, law, replace(said(heard), is_petition=is_petition))
