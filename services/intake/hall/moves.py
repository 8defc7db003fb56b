"""What each act makes of a ticket, and what is announced of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.events.ticket_called import TicketCalled
from lianjie_contracts.events.ticket_ended import TicketEnded
from lianjie_contracts.events.ticket_handed_over import TicketHandedOver
from lianjie_contracts.events.ticket_taken import TicketTaken
from lianjie_contracts.ticket_event import TicketEvent
from lianjie_contracts.vocabulary import TicketEnd
from services.intake.hall.lifecycle import permits
from services.intake.hall.ticket import Act, Intent, Ticket, TicketState


def decide(ticket_id: str, ticket: Ticket | None, intent: Intent) -> Decision[Ticket]:
    """The ticket after an act, with its event; or why not. Beginning a talk and naming its item are told when it ends."""
    row = permits(ticket, intent)
    if isinstance(row, Refused):
        return row
    before = ticket or intent.fresh
    assert before is not None  # only taking begins with nothing, and its guard wants a fresh one
    after = replace(_EFFECTS[intent.act](before, intent), state=row.after(before.state))
    answer = {"ticket_id": ticket_id, "number": after.number, "state": after.state.value}
    return Changed(after, _told(ticket_id, after, intent), answer)


def _taken(ticket: Ticket, _: Intent) -> Ticket:
    return ticket


def _called(ticket: Ticket, intent: Intent) -> Ticket:
    assert intent.desk is not None
    first = ticket.first_called_at is None
    return replace(
        ticket, desk=intent.desk.no, called_at=intent.at, calls=ticket.calls + 1,
        first_called_at=ticket.first_called_at or intent.at, overtook=intent.overtakes if first else ticket.overtook,
    )  # fmt: skip


def _begun(ticket: Ticket, intent: Intent) -> Ticket:
    return replace(ticket, began_at=ticket.began_at or intent.at)


def _handed_over(ticket: Ticket, intent: Intent) -> Ticket:
    assert intent.to is not None
    return replace(ticket, at_desk=intent.to.no, calls=0)


def _ended(ticket: Ticket, intent: Intent) -> Ticket:
    return replace(ticket, ended_at=intent.at)


def _linked(ticket: Ticket, intent: Intent) -> Ticket:
    return replace(ticket, item_id=intent.item_id)


_EFFECTS: Mapping[Act, Callable[[Ticket, Intent], Ticket]] = {
    Act.TAKE: _taken, Act.CALL: _called, Act.CALL_AGAIN: _called, Act.BEGIN: _begun, Act.HAND_OVER: _handed_over,
    Act.NOT_COME: _ended, Act.END: _ended, Act.LEAVE: _ended, Act.LINK: _linked,
}  # fmt: skip


def _told(ticket_id: str, ticket: Ticket, intent: Intent) -> tuple[TicketEvent, ...]:
    role = min(intent.roles, default="system")
    same: dict[str, Any] = {
        "occurred_at": intent.at, "by": Actor(id=intent.by or "system", role=role), "ticket_id": ticket_id,
        "county": ticket_id.partition(":")[0], "day": ticket.day, "number": ticket.number, "queue": ticket.queue,
    }  # fmt: skip
    match intent.act:
        case Act.TAKE:
            return (
                TicketTaken(**same, since=ticket.since, green=ticket.green, appointment=ticket.appointment),
            )
        case Act.CALL | Act.CALL_AGAIN:
            assert ticket.desk is not None
            return (TicketCalled(**same, desk=ticket.desk, calls=ticket.calls, overtook=ticket.overtook),)
        case Act.HAND_OVER:
            assert ticket.desk is not None
            assert ticket.at_desk is not None
            return (TicketHandedOver(**same, desk=ticket.desk, to_desk=ticket.at_desk),)
        case Act.END | Act.NOT_COME | Act.LEAVE:
            return (_the_end(ticket, same),)
    return ()


def _the_end(ticket: Ticket, same: Mapping[str, Any]) -> TicketEnded:
    outcome = TicketEnd.DONE if ticket.state is TicketState.DONE else TicketEnd.LEFT
    return TicketEnded(
        **same, outcome=outcome, desk=ticket.desk, waiting_seconds=ticket.waited_seconds,
        talk_seconds=ticket.talked_seconds, item_id=ticket.item_id,
    )  # fmt: skip
