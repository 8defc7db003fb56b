"""What the hall keeps. A ticket and a card are announced; desks, roster, slots and addresses were entered here and are nobody else's."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.documents import Kind
from services.intake.hall.appointment import Slot
from services.intake.hall.card import Card
from services.intake.hall.desk import Desk
from services.intake.hall.roster import Stay
from services.intake.hall.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Addresses:
    """Which issue of the hall's unguessable addresses is valid; counting up makes all old ones die."""

    issue: int = 1


TICKETS: Kind[Ticket] = Kind(
    "tickets", Ticket, subject="ticket", topic="intake.hall.{county}.v1", indexes=(("day", "number"),)
)
CARDS: Kind[Card] = Kind(
    "service_cards", Card, subject="card", topic="intake.cards.{county}.v1", indexes=(("day",),)
)
DESKS: Kind[Desk] = Kind("desks", Desk, kept=True)
STAYS: Kind[Stay] = Kind("stays", Stay, indexes=(("to_day",),), kept=True)
SLOTS: Kind[Slot] = Kind("slots", Slot, indexes=(("day", "at"),), kept=True)
ADDRESSES: Kind[Addresses] = Kind("hall_addresses", Addresses, kept=True)
