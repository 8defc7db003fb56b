"""A matter exists: C02 runs from the receipt of its first item; in a sister of a dispatched one, the re-dispatch limit does."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_opened import MatterOpened
from services.deadlines.domain.effects import CLOCK_EFFECTS
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_opened(heard: Heard[MatterOpened], work: Work, *, law: Law) -> None:
    """The event names row 2, screening; the clock belongs to row 1, which it also tells of. A sister split off before its matter was
    dispatched carries the same end of C02, for it is counted from the same receipt; afterwards row 43.2 says what runs."""
    event = heard.event
    row = "43.2" if event.was_dispatched else "1"
    if row in CLOCK_EFFECTS:
        await keep(event, replace(said(heard, row), row=row, received_at=event.received_at), work, law)
