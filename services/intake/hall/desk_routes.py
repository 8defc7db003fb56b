"""At a desk: open it, call the next, talk, end, hand over."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, HTTPException
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.identity import Principal
from chassis.web import CommandId, Form, answered
from services.intake.capability import FrontDoor
from services.intake.hall import desk as desks, line
from services.intake.hall.lifecycle import MACHINE
from services.intake.hall.line import Held
from services.intake.hall.reception import Reception, intent_of, local_day
from services.intake.hall.roster import here_now
from services.intake.hall.ticket import Act, Intent
from services.intake.hall.who import HEADS, AtDesk, InHall
from services.intake.store import ITEMS

AtCurrent = Literal["call_again", "not_come", "begin", "end", "hand_over", "link"]


class OpenForm(Form):
    queues: tuple[str, ...] = Field(max_length=26)


class ActForm(Form):
    """`to` is the desk that takes over, `item_no` what was registered in this visit."""

    to: int | None = None
    item_no: str = Field(default="", max_length=40)


def desk_routes(door: FrontDoor, reception: Reception) -> APIRouter:  # noqa: C901 - one short route after the other
    router = APIRouter()
    clock = door.parts.clock

    async def item_of(number: str) -> str | None:
        wanted = "".join(number.split()).upper()
        rows = await door.parts.mongo.find(ITEMS.name, {"state.item_no": wanted}, limit=1) if wanted else []
        return str(rows[0]["_id"]) if rows else None

    async def wish(no: int, act: Act, caller: Principal, form: ActForm, now: datetime) -> Intent:
        to = await reception.desk(form.to) if form.to is not None else None
        item = await item_of(form.item_no) if act is Act.LINK else None
        return intent_of(caller, act, now, desk=await reception.desk(no), to=to, item_id=item)

    @router.get("/desks")
    async def all_desks(caller: InHall) -> dict[str, Any]:
        """Which desks are open, for which queues, and who of the resident units is here now."""
        door.here(caller)
        now = clock.now()
        here = here_now(
            (stay for _, stay in await reception.stays(local_day(now))), now, reception.hall.halves
        )
        return {
            "queues": [queue.model_dump() for queue in reception.hall.queues],
            "desks": [
                {"no": desk.no, "open": desk.is_open, "mine": desk.clerk == caller.id, "queues": desk.queues}
                for desk in await reception.desks()
            ],
            "here_now": [{"desk": stay.desk, "unit": stay.unit, "person": stay.person} for stay in here],
        }  # fmt: skip

    @router.get("/desks/{no}")
    async def one_desk(no: int, caller: AtDesk) -> dict[str, Any]:
        """What is at this desk, what waits for it, and what may be done."""
        door.here(caller)
        desk, tickets = await reception.desk(no), await reception.day(local_day(clock.now()))
        now_here = line.current(tickets, no)
        return {
            "no": no, "open": desk.is_open, "mine": desk.clerk == caller.id, "queues": desk.queues,
            "current": _shown(now_here) if now_here else None,
            "acts": MACHINE.allowed(now_here.ticket.state, caller.roles) if now_here else (),
            "waiting": [_shown(held) for held in line.waiting_for(tickets, desk)],
        }  # fmt: skip

    @router.post("/desks/{no}/open")
    async def open_desk(no: int, form: OpenForm, command: CommandId, caller: AtDesk) -> JSONResponse:
        door.here(caller)
        letters = reception.hall.letters
        return answered(
            await reception.change_desk(
                no, command, lambda held: desks.opened(held, caller.id, form.queues, letters)
            )
        )

    @router.post("/desks/{no}/close")
    async def close_desk(no: int, command: CommandId, caller: AtDesk) -> JSONResponse:
        door.here(caller)
        busy = line.current(await reception.day(local_day(clock.now())), no)
        number = busy.ticket.number if busy else None
        relieve = caller.may(*HEADS)
        return answered(
            await reception.change_desk(
                no, command, lambda held: desks.closed(held, caller.id, number, may_relieve=relieve)
            )
        )

    @router.post("/desks/{no}/next")
    async def call_next(no: int, command: CommandId, caller: AtDesk) -> JSONResponse:
        door.here(caller)
        now = clock.now()
        answer = await reception.call_next(command, await wish(no, Act.CALL, caller, ActForm(), now))
        if answer is None:
            body = {"code": "NOBODY_WAITS", "because": "现在没有人等本窗口接的队。有人取号后再叫。"}
            return JSONResponse(body, 409)
        return answered(answer)

    @router.post("/desks/{no}/{act}")
    async def act_here(
        no: int, act: AtCurrent, form: ActForm, command: CommandId, caller: AtDesk
    ) -> JSONResponse:
        """An act on the ticket that is at this desk; of a press that comes twice, on the one it was about."""
        door.here(caller)
        tickets, now = await reception.day(local_day(clock.now())), clock.now()
        held = line.current(tickets, no) or line.last_called(tickets, no)
        if held is None:
            raise HTTPException(404, "本窗口还没有叫号。请先叫下一个。")
        return answered(await reception.act(held.id, command, await wish(no, Act(act), caller, form, now)))

    return router


def _shown(held: Held) -> dict[str, Any]:
    ticket = held.ticket
    return {
        "ticket_id": held.id, "number": ticket.number, "queue": ticket.queue, "state": ticket.state.value, "green": ticket.green,
        "appointment": ticket.appointment is not None, "since": ticket.since, "taken_at": ticket.taken_at, "calls": ticket.calls,
        "began_at": ticket.began_at, "handed_over": ticket.at_desk is not None, "linked": ticket.item_id is not None,
    }  # fmt: skip
