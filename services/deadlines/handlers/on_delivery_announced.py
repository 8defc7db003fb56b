"""A text is announced publicly: C27 runs for it (row DL7)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.delivery_announced import DeliveryAnnounced
from services.deadlines.handlers.on_delivery_served import of_document
from services.deadlines.law import Law


async def on_delivery_announced(heard: Heard[DeliveryAnnounced], work: Work, *, law: Law) -> None:
    """Each document has a time of its own."""
    await of_document("DL7", heard, work, law)
