"""What all events of tickets share."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event


class TicketEvent(Event):
    """A fact about one ticket of a hall; the stream is the ticket. Nobody is named: `by.id` is a desk or an account."""

    topic: ClassVar[str] = "intake.hall.{county}.v1"

    ticket_id: str
    county: County
    day: date
    number: str = Field(description="letter of the queue and serial of the day, e.g. A012")
    queue: str = Field(pattern=r"^[A-Z]$")
