"""Who is called next: the green lane goes first, and nobody is left standing.

In each queue priority tickets (green lane, an appointment whose time has come) are called before the others. After so many
calls in a row that passed over somebody, the next call goes to whoever has waited longest. So a priority ticket is never
called after one of its queue that came later, and each other ticket is reached within a known number of calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.intake.hall.desk import Desk
from services.intake.hall.ticket import Ticket, TicketState


@dataclass(frozen=True, slots=True)
class Held:
    """A ticket and its id."""

    id: str
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom to call; `overtakes`: somebody of the same queue has waited longer."""

    held: Held
    overtakes: bool = False


def choose(tickets: Sequence[Held], desk: Desk, now: datetime, most: int) -> Choice | None:
    """The next for a desk among the day's tickets; None: nobody waits for it. `most` overtakings in a row are allowed.

    Each queue puts up one candidate, what was handed over to this desk another; of these the one that has waited longest.
    """
    mine = [held for held in tickets if _waits_for(held.ticket, desk)]
    lines: dict[str, list[Held]] = {}
    for held in mine:
        lines.setdefault("" if held.ticket.at_desk else held.ticket.queue, []).append(held)
    choices = [_of_line(line, overtakings(tickets, queue) < most, now) for queue, line in lines.items()]
    return min(choices, key=lambda choice: choice.held.ticket.place, default=None)


def overtakings(tickets: Iterable[Held], queue: str) -> int:
    """How many calls in a row, up to the last one of this queue, have passed over somebody."""
    called = [
        (t.first_called_at, t.overtook)
        for held in tickets
        if (t := held.ticket).queue == queue and t.first_called_at
    ]
    in_a_row = 0
    for _, overtook in sorted(called, key=lambda each: each[0], reverse=True):
        if not overtook:
            break
        in_a_row += 1
    return in_a_row


def waiting_for(tickets: Iterable[Held], desk: Desk) -> list[Held]:
    """Everybody whom this desk may call, by their place in the line."""
    mine = [held for held in tickets if _waits_for(held.ticket, desk)]
    return sorted(mine, key=lambda held: held.ticket.place)


def current(tickets: Iterable[Held], desk: int) -> Held | None:
    """The ticket that is called to a desk or talked with there."""
    there = (TicketState.CALLED, TicketState.IN_TALK)
    return next((held for held in tickets if held.ticket.desk == desk and held.ticket.state in there), None)


def last_called(tickets: Iterable[Held], desk: int) -> Held | None:
    """The ticket that a desk has called last, whatever became of it."""
    called = [(t.called_at, held) for held in tickets if (t := held.ticket).desk == desk and t.called_at]
    return max(called, key=lambda each: each[0])[1] if called else None


def _waits_for(ticket: Ticket, desk: Desk) -> bool:
    if ticket.state is not TicketState.WAITING:
        return False
    return ticket.queue in desk.queues if ticket.at_desk is None else ticket.at_desk == desk.no


def _of_line(line: Sequence[Held], may_overtake: bool, now: datetime) -> Choice:
    longest = min(line, key=lambda held: held.ticket.place)
    if not may_overtake or longest.ticket.at_desk:
        return Choice(longest)
    ahead = [held for held in line if held.ticket.goes_first(now)]
    first = min(ahead, key=lambda held: held.ticket.place, default=longest)
    return Choice(first, overtakes=first is not longest)
