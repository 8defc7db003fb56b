"""Appointments (预约): half-hour slots with room for so many visitors; made, moved, cancelled, and kept by coming.

One slot with one unit (or the centre itself) on one day is one document: its room cannot be given away twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from chassis.decisions import Changed, Decision, Refused
from services.intake.domain.numbers import LOCAL
from services.intake.hall.setup import AppointmentRules

OFFICE = "office"  # with the centre itself, not a unit


class BookingState(StrEnum):
    BOOKED = "BOOKED"
    MOVED = "MOVED"
    CANCELLED = "CANCELLED"
    ARRIVED = "ARRIVED"


class Via(StrEnum):
    """How it was made."""

    WINDOW = "WINDOW"
    PHONE = "PHONE"
    CITIZEN = "CITIZEN"


@dataclass(frozen=True, slots=True)
class Booking:
    """`number` is what the visitor names on arrival; who it is stands in the item, if there is one, and nowhere here."""

    number: str
    via: Via
    item_id: str | None = None
    item_no: str | None = None
    state: BookingState = BookingState.BOOKED


@dataclass(frozen=True, slots=True)
class Slot:
    """`at` is when it begins, as 09:30; `with_` a unit's code, or `office`."""

    day: date
    at: str
    with_: str
    bookings: tuple[Booking, ...] = ()

    @property
    def taken(self) -> int:
        return sum(booking.state in (BookingState.BOOKED, BookingState.ARRIVED) for booking in self.bookings)

    @property
    def starts(self) -> datetime:
        return datetime.combine(self.day, time.fromisoformat(self.at), LOCAL)

    def booking(self, number: str) -> Booking | None:
        return next((booking for booking in self.bookings if booking.number == number), None)


def book(
    held: Slot | None, slot: Slot, booking: Booking, now: datetime, rules: AppointmentRules
) -> Decision[Slot]:
    """Give one place of a slot to a visitor."""
    slot = held or slot
    if kept := slot.booking(booking.number):
        return Changed(slot, (), {"number": kept.number})
    if slot.at not in rules.slots():
        return Refused("NO_SUCH_SLOT", "没有这个预约时段。请从列出的时段里选。")
    if slot.starts <= now:
        return Refused("SLOT_PAST", "这个时段已经过了。请选以后的时段。")
    if slot.day > now.astimezone(LOCAL).date() + timedelta(days=rules.days_ahead):
        return Refused("TOO_FAR", f"最多提前 {rules.days_ahead} 天预约。请选近一些的日子。")
    if slot.taken >= rules.capacity:
        return Refused("SLOT_FULL", "这个时段约满了。请选别的时段。")
    return Changed(replace(slot, bookings=(*slot.bookings, booking)), (), {"number": booking.number})


def leave(held: Slot | None, number: str, state: BookingState) -> Decision[Slot]:
    """A booking is moved, cancelled, or kept: it is over, and stays on the day's list as what it was."""
    booking = held.booking(number) if held else None
    if held is not None and booking is not None and booking.state is state:
        return Changed(held, (), {"number": number})
    if held is None or booking is None or booking.state is not BookingState.BOOKED:
        return gone(booking)
    bookings = tuple(replace(each, state=state) if each.number == number else each for each in held.bookings)
    return Changed(replace(held, bookings=bookings), (), {"number": number})


def gone(booking: Booking | None) -> Refused:
    """Why a booking cannot be moved, cancelled or kept any more."""
    if booking is None:
        return Refused("NO_SUCH_BOOKING", "那一天没有这个预约号。请核对预约号和日期。")
    return Refused("BOOKING_OVER", _OVER[booking.state])


_OVER = {
    BookingState.MOVED: "这个预约已改到别的时段。请用新的预约号。",
    BookingState.CANCELLED: "这个预约已经取消。要来的，请直接取号或重新预约。",
    BookingState.ARRIVED: "这个预约已经到号，号已取出。",
}
