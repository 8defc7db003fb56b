"""A text of the matter is on its way: C26 stops, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chassis.documents import Kind
from chassis.work import Heard, Work
from lianjie_contracts.events.delivery_begun import DeliveryBegun
from services.deadlines.domain.happening import Happening
from services.deadlines.handlers.said import AFTER_THE_MATTER_S_OWN
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law
from services.deadlines.store import SHEETS

LIMITED = ("D11", "D12", "D13", "D22")  # opinion, review, recheck, answer to a suggestion


async def on_delivery_begun(heard: Heard[DeliveryBegun], work: Work, *, law: Law) -> None:
    """Row DL3, of the texts whose service has a limit."""
    event = heard.event
    if not its_sheet(event):
        return
    begun = Happening(
        ("DL3",), heard.envelope.id, AFTER_THE_MATTER_S_OWN, event.occurred_at, begun_at=event.begun_at
    )
    await keep_of_matter(event.matter_id, work, law, begun)


def its_sheet(event: DeliveryBegun) -> Iterable[tuple[Kind[Any], str]]:
    """Nothing is loaded for a text whose service has no limit."""
    return ((SHEETS, event.matter_id),) if event.document.startswith(LIMITED) else ()
