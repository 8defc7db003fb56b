"""The appointment book: one document per slot, numbers from a local counter, and each change safe to repeat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chassis.decisions import Refused
from chassis.documents import Answer, Command, Document
from chassis.ids import derived
from services.intake.hall import appointment
from services.intake.hall.appointment import Booking, BookingState, Slot
from services.intake.hall.reception import Reception, series
from services.intake.hall.store import SLOTS
from services.intake.store import COUNTERS

LETTER = "Y"  # of appointment numbers; no queue has it


def refused(command: str, no: Refused) -> Answer:
    """A refusal that no document keeps."""
    return Answer(command, "", 0, no.code, no.because)


@dataclass(frozen=True)
class AppointmentBook:
    """The appointments of one county's hall."""

    reception: Reception

    async def day(self, on: date) -> list[Slot]:
        """The slots of a day that anybody has booked, by time."""
        rows = await self.reception.mongo.find(SLOTS.name, {"state.day": on.isoformat()})
        return sorted((SLOTS.load(row["state"]) for row in rows), key=lambda slot: (slot.at, slot.with_))

    async def slot(self, slot: Slot) -> Slot | None:
        """The slot as it stands, if anybody has booked it."""
        held = await self._held(slot)
        return held.state if held else None

    async def book(self, command: Command, slot: Slot, booking: Booking, now: datetime) -> Answer:
        """One place; `booking` is still without its number."""
        held = await self._held(slot)
        if held and (first := held.answer_to(command)):
            return first  # before a number is drawn for nothing
        drawn = series(self.reception.county, slot.day, LETTER)
        serial = await self.reception.mongo.increment(COUNTERS, drawn, "last")
        numbered = Booking(f"{LETTER}{serial:03d}", booking.via, booking.item_id, booking.item_no)
        rules = self.reception.hall.appointments
        return await self.reception.commands.run(
            SLOTS, self._id(slot), command, lambda now_: appointment.book(now_, slot, numbered, now, rules)
        )

    async def leave(self, command: Command, slot: Slot, number: str, state: BookingState) -> Answer:
        """A booking ends as moved, cancelled or kept."""
        return await self.reception.commands.run(
            SLOTS, self._id(slot), command, lambda held: appointment.leave(held, number, state)
        )

    async def move(self, command: Command, old: Slot, number: str, new: Slot, now: datetime) -> Answer:
        """First the new place, then the old one is given back: of two documents the visitor never has none."""
        there = await self._held(new)
        if there and (first := there.answer_to(command)):
            return first
        held = await self.slot(old)
        booking = held.booking(number) if held else None
        if booking is None or booking.state is not BookingState.BOOKED:
            return refused(command.id, appointment.gone(booking))
        answer = await self.book(command, new, booking, now)
        if answer.refusal is None:
            await self.leave(Command(derived(command.id, "moved")), old, number, BookingState.MOVED)
        return answer

    async def _held(self, slot: Slot) -> Document[Slot] | None:
        return (await self.reception.commands.store.get(SLOTS, [self._id(slot)])).get(self._id(slot))

    def _id(self, slot: Slot) -> str:
        return f"{self.reception.county}:{slot.day:%Y%m%d}T{slot.at}|{slot.with_}"
