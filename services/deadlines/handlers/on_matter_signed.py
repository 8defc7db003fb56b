"""A unit has signed for the matter: C04 begins, and C05 if it may object."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_signed import MatterSigned
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_signed(heard: Heard[MatterSigned], work: Work, *, law: Law) -> None:
    """Row 7, or AS2 for a co-unit."""
    event = heard.event
    happening = replace(said(heard, "7", event.unit), may_object=not event.designated)
    await keep(event, happening, work, law)
