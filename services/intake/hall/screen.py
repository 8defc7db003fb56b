"""What the hall screen shows: numbers, desks and how many wait. Nobody's name can be on it, for none is known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.intake.hall.desk import Desk
from services.intake.hall.line import Held, current
from services.intake.hall.roster import Stay
from services.intake.hall.setup import Queue
from services.intake.hall.ticket import TicketState


def screen(
    tickets: Sequence[Held], desks: Iterable[Desk], queues: Iterable[Queue], here: Iterable[Stay], units: Mapping[str, str]
) -> dict[str, Any]:  # fmt: skip
    """Open desks with the number that is there, the last called first; queues with how many wait; who sits where."""
    there = [(desk, current(tickets, desk.no)) for desk in desks if desk.is_open]
    called = sorted(there, key=lambda each: _called(each[1]), reverse=True)
    residents = {stay.desk: units.get(stay.unit, "") for stay in here}
    return {
        "desks": [
            {
                "no": desk.no, "queues": desk.queues, "unit": residents.get(desk.no, ""),
                "number": held.ticket.number if held else "", "state": held.ticket.state.value if held else "",
            }
            for desk, held in called
        ],
        "queues": [
            {"letter": queue.letter, "name": queue.name, "waiting": _waiting(tickets, queue.letter)} for queue in queues
        ],
    }  # fmt: skip


def _called(held: Held | None) -> tuple[bool, float]:
    """Numbers that are being called stand before those in a talk, and these before empty desks."""
    at = held.ticket.called_at.timestamp() if held and held.ticket.called_at else 0.0
    return held is not None and held.ticket.state is TicketState.CALLED, at


def _waiting(tickets: Iterable[Held], letter: str) -> int:
    return sum(held.ticket.queue == letter and held.ticket.state is TicketState.WAITING for held in tickets)
