"""How tickets and cards are brought forward after a restore: from their own events, with the numbers they took.

A talk that had begun when the database was lost is called again; a visitor's words on a card are in no event, and lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.documents import Document
from chassis.mongo import Mongo
from chassis.rolling import Rolls
from chassis.work import Heard
from lianjie_contracts.events.service_card_given import ServiceCardGiven
from lianjie_contracts.events.ticket_called import TicketCalled
from lianjie_contracts.events.ticket_ended import TicketEnded
from lianjie_contracts.events.ticket_handed_over import TicketHandedOver
from lianjie_contracts.events.ticket_taken import TicketTaken
from lianjie_contracts.ticket_event import TicketEvent
from lianjie_contracts.vocabulary import TicketEnd
from services.intake.capability import FrontDoor
from services.intake.hall.card import Card
from services.intake.hall.reception import series
from services.intake.hall.store import CARDS, TICKETS
from services.intake.hall.ticket import Ticket, TicketState as S
from services.intake.store import COUNTERS

# Numbers that lie on paper and were lost with the old database are given to nobody else: so many are left out.
LEFT_OUT = 20


def evolved(ticket: Ticket | None, event: TicketEvent) -> Ticket | None:
    """The ticket after one of its events."""
    if isinstance(event, TicketTaken):
        return Ticket(
            event.number, event.day, event.queue, S.WAITING, event.occurred_at, event.since, event.green, event.appointment
        )  # fmt: skip
    if ticket is None:
        return None
    match event:
        case TicketCalled():
            return replace(
                ticket, state=S.CALLED, desk=event.desk, calls=event.calls, called_at=event.occurred_at,
                overtook=event.overtook, first_called_at=ticket.first_called_at or event.occurred_at,
            )  # fmt: skip
        case TicketHandedOver():
            return replace(ticket, state=S.WAITING, at_desk=event.to_desk, calls=0)
        case TicketEnded():
            state = S.DONE if event.outcome is TicketEnd.DONE else S.LEFT
            return replace(ticket, state=state, ended_at=event.occurred_at, item_id=event.item_id)
    return ticket


@dataclass(frozen=True, slots=True)
class RolledHall:
    """The hall of one county."""

    county: str
    mongo: Mongo

    async def ticket(self, held: Ticket | None, heard: Heard[TicketEvent]) -> Ticket | None:
        return evolved(held, heard.event) if heard.event.county == self.county else None

    async def card(self, _: Card | None, heard: Heard[ServiceCardGiven]) -> Card | None:
        event = heard.event
        return (
            Card(event.day, event.object, event.level, first=event.first_of_visit)
            if event.county == self.county
            else None
        )

    async def completed(self, tickets: Sequence[Document[Ticket]]) -> Sequence[Document[Ticket]]:
        """No number they took is given again."""
        for ticket in (document.state for document in tickets if document.state):
            counter = series(self.county, ticket.day, ticket.queue)
            least = {"$max": {"last": int(ticket.number[1:]) + LEFT_OUT}}
            await self.mongo.update_one(COUNTERS, {"_id": counter}, least, upsert=True)
        return tickets


def rolls(door: FrontDoor) -> Sequence[Rolls[Ticket] | Rolls[Card]]:
    hall = RolledHall(door.county, door.parts.mongo)
    return (Rolls(TICKETS, hall.ticket, completed=hall.completed), Rolls(CARDS, hall.card))
