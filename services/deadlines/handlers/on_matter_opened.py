"""A matter exists: its limits run from the receipt of its first item; in a sister of a dispatched one, the re-dispatch limit does."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.vocabulary import Channel
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_opened(heard: Heard[MatterOpened], work: Work, *, law: Law) -> None:
    """The event names row 2, screening; the clocks belong to row 1, which it also tells of. A sister split off before its matter was
    dispatched carries the same end of C02, for it is counted from the same receipt; afterwards row 43.2 says what runs."""
    event = heard.event
    rows = ("43.2",) if event.was_dispatched else ("1",)
    of_letter = event.channel is Channel.LETTER
    opened = replace(said(heard), rows=rows, received_at=event.received_at, is_letter=of_letter)
    if event.carried_over is None:
        opened = replace(opened, registered_at=event.registered_at)
    await keep(event, work, law, opened)
