"""A matter exists: C02 runs from the receipt of its first item."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_opened import MatterOpened
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_opened(heard: Heard[MatterOpened], work: Work, *, law: Law) -> None:
    """The event names row 2, screening; the clock belongs to row 1, which it also tells of."""
    happening = replace(said(heard, "1"), row="1", received_at=heard.event.received_at)
    await keep(heard.event, happening, work, law)
