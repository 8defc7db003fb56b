"""Appointments over HTTP: the day's list, made at the window, by telephone or by the citizen, moved, cancelled, kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import APIRouter, Header, HTTPException
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.decisions import Refused
from chassis.described import answers
from chassis.documents import Command
from chassis.ids import derived
from chassis.web import CommandId, Form, answered
from services.intake.capability import FrontDoor
from services.intake.citizen.reading import Reader
from services.intake.hall.appointment import OFFICE, Booking, BookingState, Slot, Via, gone
from services.intake.hall.appointment_book import AppointmentBook, refused
from services.intake.hall.codes import card_code
from services.intake.hall.reception import Reception, fresh_ticket, intent_of, local_day
from services.intake.hall.store import SLOTS
from services.intake.hall.ticket import Act
from services.intake.hall.who import AtTickets, InHall
from services.intake.store import ITEMS


class SlotForm(Form):
    """`with_`: a unit's code, or the centre itself."""

    day: date
    at: str = Field(pattern=r"^\d\d:\d\d$")
    with_: str = Field(default=OFFICE, max_length=40)

    def slot(self) -> Slot:
        return Slot(self.day, self.at, self.with_)


class BookForm(SlotForm):
    via: Via = Via.WINDOW
    item_no: str = Field(default="", max_length=40)


class CitizenForm(SlotForm):
    """`ticket`: of the visit on which number and code were proved."""

    ticket: str = Field(max_length=2000)


class NumberForm(SlotForm):
    number: str = Field(max_length=10)


class MoveForm(NumberForm):
    to_day: date
    to_at: str = Field(pattern=r"^\d\d:\d\d$")


class ArriveForm(NumberForm):
    queue: str = Field(pattern=r"^[A-Z]$")
    green: bool = False


def appointment_routes(door: FrontDoor, reception: Reception) -> APIRouter:  # noqa: C901 - one short route after the other
    router = APIRouter(prefix="/appointments")
    parts, secret, book = door.parts, door.registrar.secret, AppointmentBook(reception)
    reader = Reader(door)

    async def item(number: str) -> tuple[str, str] | None:
        """Id and number."""
        wanted = "".join(number.split()).upper()
        rows = await parts.mongo.find(ITEMS.name, {"state.item_no": wanted}, limit=1) if wanted else []
        return (str(rows[0]["_id"]), wanted) if rows else None

    def known(with_: str) -> None:
        if with_ != OFFICE and not (parts.directory.has_unit(with_) and with_.startswith(door.county)):
            raise HTTPException(404, "名录里没有这个单位。请从列出的单位里选。")

    @router.get("")
    async def day(caller: InHall, day: date | None = None) -> dict[str, Any]:
        """The plain list of a day, and the beginnings of its slots."""
        door.here(caller)
        on = day or local_day(parts.clock.now())
        slots = [SLOTS.adapter.dump_python(slot, mode="json") for slot in await book.day(on)]
        rules = reception.hall.appointments
        return {"day": on, "starts": rules.slots(), "capacity": rules.capacity, "slots": slots}

    @router.get("/free", responses=answers(404))
    async def free(day: date, with_: str = OFFICE) -> dict[str, Any]:
        """For everybody: when somebody can still come on a day. Nothing is told of who comes."""
        known(with_)
        rules, now = reception.hall.appointments, parts.clock.now()
        held = {slot.at: slot for slot in await book.day(day) if slot.with_ == with_}
        slots = [held.get(at) or Slot(day, at, with_) for at in rules.slots()]
        return {
            "day": day,
            "starts": [slot.at for slot in slots if slot.taken < rules.capacity and slot.starts > now],
        }

    @router.post("", status_code=201, responses=answers(404))
    async def make(form: BookForm, command: CommandId, caller: AtTickets) -> JSONResponse:
        door.here(caller)
        known(form.with_)
        about = await item(form.item_no)
        if form.item_no and about is None:
            raise HTTPException(404, "没有这个编号的信访件。请照回执核对，或留空。")
        booking = Booking("", form.via, *(about or ()))
        return answered(await book.book(command, form.slot(), booking, parts.clock.now()), 201)

    @router.post("/mine", status_code=201, responses=answers(401, 404))
    async def mine(
        form: CitizenForm, idempotency_key: str = Header(min_length=8, max_length=128)
    ) -> JSONResponse:
        """By the citizen, who has proved number and code; one open appointment per item and day. 401 when the visit is over."""
        known(form.with_)
        asker, about = await reader.by_ticket(form.ticket)
        item_id = asker.holder.item_id
        held = (booking for slot in await book.day(form.day) for booking in slot.bookings)
        if any(each.item_id == item_id and each.state is BookingState.BOOKED for each in held):
            again = Refused("BOOKED_ALREADY", "这件事那天已有预约。要改时间的，请打电话或到窗口。")
            return answered(refused("", again))
        command = Command(
            derived("citizen", item_id, idempotency_key), form.model_dump_json(exclude={"ticket"})
        )
        booking = Booking("", Via.CITIZEN, item_id, about.item_no)
        return answered(await book.book(command, form.slot(), booking, parts.clock.now()), 201)

    @router.post("/cancel")
    async def cancel(form: NumberForm, command: CommandId, caller: AtTickets) -> JSONResponse:
        door.here(caller)
        return answered(await book.leave(command, form.slot(), form.number, BookingState.CANCELLED))

    @router.post("/move")
    async def move(form: MoveForm, command: CommandId, caller: AtTickets) -> JSONResponse:
        """To another time with the same unit; the number is a new one."""
        door.here(caller)
        new = Slot(form.to_day, form.to_at, form.with_)
        return answered(await book.move(command, form.slot(), form.number, new, parts.clock.now()))

    @router.post("/arrive", status_code=201)
    async def arrive(form: ArriveForm, command: CommandId, caller: AtTickets) -> JSONResponse:
        """The visitor is here: a ticket whose place in the line is the appointed time."""
        door.here(caller)
        now, held = parts.clock.now(), await book.slot(form.slot())
        booking = held.booking(form.number) if held else None
        if (
            held is None
            or booking is None
            or booking.state not in (BookingState.BOOKED, BookingState.ARRIVED)
        ):
            return answered(refused(command.id, gone(booking)))
        if held.day != local_day(now):
            not_today = Refused("NOT_TODAY", "这个预约不是今天的。请核对日期，或改约到今天。")
            return answered(refused(command.id, not_today))
        born_of = f"{held.day}|{form.number}"
        ticket = fresh_ticket(form.queue, now, green=form.green, since=held.starts, appointment=born_of)
        answer = await reception.take(command, ticket, intent_of(caller, Act.TAKE, now), born_of=born_of)
        if answer.refusal is None:
            await book.leave(Command(derived(command.id, "arrived")), held, form.number, BookingState.ARRIVED)
            code = card_code(secret, str(answer.body["ticket_id"]))
            more = {
                "ahead": None,
                "day": str(held.day),
                "queue": form.queue,
                "green": form.green,
                "card_code": code,
            }
            answer = replace(answer, body={**answer.body, **more})
        return answered(answer, 201)

    return router
