"""A text is announced publicly: C27 runs for it (row DL7)."""

from __future__ import annotations

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.delivery_announced import DeliveryAnnounced
from services.deadlines.handlers.on_delivery_served import of_document
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law
from services.deadlines.store import SHEETS


async def on_delivery_announced(heard: Heard[DeliveryAnnounced], work: Work, *, law: Law) -> None:
    """Each document has a time of its own."""
    matter_id = heard.event.matter_id
    if await work.load(SHEETS, matter_id) is None:
        raise NotYetError(f"matter:{matter_id}")
    await keep_of_matter(matter_id, work, law, of_document("DL7", heard))
