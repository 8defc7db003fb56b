"""A unit has signed for the matter: C04 and C05 begin."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_signed import MatterSigned
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_signed(heard: Heard[MatterSigned], work: Work, *, law: Law) -> None:
    """Row 7, or AS2 for a co-unit."""
    await keep(heard.event, said(heard, "7", heard.event.unit), work, law)
