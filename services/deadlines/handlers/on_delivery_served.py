"""A text has reached its addressee: the time of its announcement, if there was one, is void (row DL9)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from chassis.documents import Kind
from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.events.delivery_served import DeliveryServed
from services.deadlines.domain.happening import Happening
from services.deadlines.handlers.said import AFTER_THE_MATTER_S_OWN
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law
from services.deadlines.store import SHEETS

E = TypeVar("E", bound=DeliveryEvent)


async def on_delivery_served(heard: Heard[DeliveryServed], work: Work, *, law: Law) -> None:
    """What was never announced has no such time, and nothing changes."""
    await of_document("DL9", heard, work, law)


async def of_document(row: str, heard: Heard[E], work: Work, law: Law) -> None:
    """What the row of a document's machine makes of the limits of its matter; they are kept by the document's id."""
    event = heard.event
    if await work.load(SHEETS, event.matter_id) is None:
        raise NotYetError(f"matter:{event.matter_id}")
    told = Happening(
        (row,), heard.envelope.id, AFTER_THE_MATTER_S_OWN, event.occurred_at, assignment_id=event.delivery_id
    )
    await keep_of_matter(event.matter_id, work, law, told)


def its_sheet(event: DeliveryEvent) -> Iterable[tuple[Kind[Any], str]]:
    return ((SHEETS, event.matter_id),)
