"""At the ticket desk: take a number, leave the line, and how long everybody waits."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.web import CommandId, Form, answered
from services.intake.capability import FrontDoor
from services.intake.hall.codes import card_code
from services.intake.hall.reception import Reception, fresh_ticket, intent_of, local_day
from services.intake.hall.ticket import Act, TicketState
from services.intake.hall.waiting import waits
from services.intake.hall.who import AtTickets, InHall


class TicketForm(Form):
    """`green`: old, weak, sick, disabled or pregnant [S1 3(4)]; which of them is not asked."""

    queue: str = Field(pattern=r"^[A-Z]$")
    green: bool = False


def ticket_routes(door: FrontDoor, reception: Reception) -> APIRouter:
    router = APIRouter()
    clock, secret = door.parts.clock, door.registrar.secret

    @router.post("/tickets", status_code=201)
    async def take(form: TicketForm, command: CommandId, caller: AtTickets) -> JSONResponse:
        """A number. Its card code is told here once, for the paper, and to no desk."""
        door.here(caller)
        now = clock.now()
        ticket = fresh_ticket(form.queue, now, green=form.green)
        answer = await reception.take(command, ticket, intent_of(caller, Act.TAKE, now))
        if answer.refusal:
            return answered(answer)
        tickets = await reception.day(local_day(now))
        line = [
            held
            for held in tickets
            if held.ticket.queue == form.queue and held.id != answer.body["ticket_id"]
        ]
        standing = [held.ticket for held in line if held.ticket.state is TicketState.WAITING]
        # Who goes first has ahead only who goes first too; nearly so, for after some of them one other is called.
        ahead = sum(ticket.goes_first(now) or not form.green for ticket in standing)
        told = {
            **answer.body,
            "ahead": ahead,
            "day": local_day(now),
            "queue": form.queue,
            "green": form.green,
        }
        code = card_code(secret, str(answer.body["ticket_id"]))
        return answered(replace(answer, body={**told, "day": str(told["day"]), "card_code": code}), 201)

    @router.post("/tickets/{ticket_id}/leave")
    async def leave(ticket_id: str, command: CommandId, caller: AtTickets) -> JSONResponse:
        """The visitor says that they will not wait."""
        door.here(caller)
        return answered(await reception.act(ticket_id, command, intent_of(caller, Act.LEAVE, clock.now())))

    @router.get("/waiting")
    async def waiting(caller: InHall) -> dict[str, Any]:
        """Who waits, by number, and how long it takes today; in seconds, per queue."""
        door.here(caller)
        now = clock.now()
        tickets = await reception.day(local_day(now))
        standing = sorted(
            (held for held in tickets if held.ticket.state is TicketState.WAITING),
            key=lambda held: held.ticket.place,
        )
        return {
            "queues": [asdict(each) for each in waits([held.ticket for held in tickets], reception.hall.queues, now)],
            "tickets": [
                {
                    "ticket_id": held.id, "number": held.ticket.number, "queue": held.ticket.queue, "green": held.ticket.green,
                    "since": held.ticket.since, "taken_at": held.ticket.taken_at, "appointment": held.ticket.appointment is not None,
                    "at_desk": held.ticket.at_desk,
                }
                for held in standing
            ],
        }  # fmt: skip

    return router
