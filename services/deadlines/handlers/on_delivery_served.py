"""A text has reached its addressee: the time of its announcement, if there was one, is void (row DL9)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chassis.documents import Kind
from chassis.work import Heard, Work
from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.events.delivery_served import DeliveryServed
from services.deadlines.domain.happening import Happening
from services.deadlines.handlers.said import AFTER_THE_MATTER_S_OWN
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law
from services.deadlines.store import SHEETS

ANNOUNCED = "C27"


async def on_delivery_served(heard: Heard[DeliveryServed], work: Work, *, law: Law) -> None:
    """Nothing is kept of what was never announced, and most never is."""
    event = heard.event
    sheet = await work.load(SHEETS, event.matter_id)
    marks = sheet.marks if sheet else ()
    if any((mark.clock, mark.assignment_id) == (ANNOUNCED, event.delivery_id) for mark in marks):
        await keep_of_matter(event.matter_id, work, law, of_document("DL9", heard))


def of_document(row: str, heard: Heard[Any]) -> Happening:
    """What befell a document, as its matter's sheet knows it: by the document's id."""
    event: DeliveryEvent = heard.event
    return Happening(
        (row,), heard.envelope.id, AFTER_THE_MATTER_S_OWN, event.occurred_at, assignment_id=event.delivery_id
    )


def its_sheet(event: DeliveryEvent) -> Iterable[tuple[Kind[Any], str]]:
    return ((SHEETS, event.matter_id),)
