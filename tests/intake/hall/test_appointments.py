"""Appointments: as much room as there is, moved and cancelled without losing a place, and a ticket with its time on arrival."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chassis.decisions import Changed, Refused
from services.intake.hall.appointment import OFFICE, Booking, Slot, Via, book
from services.intake.hall.setup import the_hall
from tests.intake.hall.builders import COUNTY, NOW, TODAY, Counter

RULES = the_hall().appointments
AT_TEN: dict[str, Any] = {"day": "2026-11-23", "at": "10:00"}


@pytest.fixture
def counter() -> Counter:
    return Counter()


def made(counter: Counter, via: str = "WINDOW", **changed: Any) -> str:
    door = counter.person("door", "registrar")
    answer = counter.post(door, "/appointments", {**AT_TEN, "via": via, **changed})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["number"])


def listed(counter: Counter) -> dict[str, str]:
    rows = counter.get(counter.person("door", "registrar"), "/appointments").json()["slots"]
    return {b["number"]: f"{slot['at']} {b['state']}" for slot in rows for b in slot["bookings"]}


def test_half_hours_with_a_pause_at_noon() -> None:
    slots = RULES.slots()
    assert (slots[0], slots[-1]) == ("09:00", "16:30")
    assert "11:30" in slots
    assert not {"12:00", "14:00"} & set(slots)


def test_a_slot_has_room_for_so_many_and_no_more_even_at_once(counter: Counter) -> None:
    door = counter.person("door", "registrar")
    answers = counter.together(*(counter.ask(door, "POST", "/appointments", AT_TEN) for _ in range(5)))
    assert sorted(a.status_code for a in answers) == [201, 201, 409, 409, 409]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"SLOT_FULL"}
    assert counter.post(door, "/appointments", AT_TEN | {"with_": f"{COUNTY}-rsj"}).status_code == 201, (
        "each unit has its own"
    )


@pytest.mark.parametrize(
    ("day", "at", "code"), [(0, "10:10", "NO_SUCH_SLOT"), (0, "09:00", "SLOT_PAST"), (31, "10:00", "TOO_FAR")]
)
def test_a_slot_that_cannot_be_kept_is_refused(day: int, at: str, code: str) -> None:
    slot = Slot(TODAY + timedelta(days=day), at, OFFICE)
    no = book(None, slot, Booking("Y001", Via.PHONE), NOW, RULES)
    assert isinstance(no, Refused)
    assert no.code == code
    assert isinstance(
        book(None, Slot(TODAY, "10:00", OFFICE), Booking("Y001", Via.PHONE), NOW, RULES), Changed
    )


def test_moved_is_booked_anew_and_given_back_once(counter: Counter) -> None:
    door, number = counter.person("door", "registrar"), made(counter, "PHONE")
    move = {**AT_TEN, "number": number, "to_day": "2026-11-23", "to_at": "15:00"}
    first = counter.post(door, "/appointments/move", move, key="move-it-once").json()
    again = counter.post(door, "/appointments/move", move, key="move-it-once").json()
    assert first["number"] == again["number"] != number
    assert listed(counter) == {number: "10:00 MOVED", first["number"]: "15:00 BOOKED"}
    assert counter.post(door, "/appointments/move", move).json()["code"] == "BOOKING_OVER"
    assert len(listed(counter)) == 2


def test_a_full_slot_takes_nobody_in_and_the_old_place_is_kept(counter: Counter) -> None:
    door, number = counter.person("door", "registrar"), made(counter)
    for _ in range(RULES.capacity):
        made(counter, at="15:00")
    move = {**AT_TEN, "number": number, "to_day": "2026-11-23", "to_at": "15:00"}
    assert counter.post(door, "/appointments/move", move).json()["code"] == "SLOT_FULL"
    assert listed(counter)[number] == "10:00 BOOKED"


def test_cancelled_gives_the_room_back(counter: Counter) -> None:
    door = counter.person("door", "registrar")
    number, _ = made(counter), made(counter)
    assert counter.post(door, "/appointments/cancel", {**AT_TEN, "number": number}).status_code == 200
    assert made(counter)
    assert (
        counter.post(door, "/appointments/cancel", {**AT_TEN, "number": "Y999"}).json()["code"]
        == "NO_SUCH_BOOKING"
    )


def test_on_arrival_a_ticket_whose_place_is_the_appointed_time_and_only_one(counter: Counter) -> None:
    door, clerk, number = (
        counter.person("door", "registrar"),
        counter.person("clerk", "receptionist"),
        made(counter),
    )
    for _ in range(3):
        counter.post(door, "/tickets", {"queue": "A"})
    counter.later(minutes=50)
    here = {**AT_TEN, "number": number, "queue": "A"}
    ticket = counter.post(door, "/appointments/arrive", here).json()
    assert counter.post(door, "/appointments/arrive", here).json()["number"] == ticket["number"] == "A004"
    assert listed(counter) == {number: "10:00 ARRIVED"}
    counter.post(clerk, "/desks/1/open", {"queues": ["A"]})
    assert counter.post(clerk, "/desks/1/next").json()["number"] == "A001", "it is not ten yet"
    counter.post(clerk, "/desks/1/begin", {})
    counter.later(minutes=10)
    counter.post(clerk, "/desks/1/end", {})
    assert counter.post(clerk, "/desks/1/next").json()["number"] == "A004", "at ten it goes first"


def test_an_arrival_on_another_day_is_told_so(counter: Counter) -> None:
    number = made(counter, day="2026-11-24")
    here = {"day": "2026-11-24", "at": "10:00", "number": number, "queue": "A"}
    door = counter.person("door", "registrar")
    assert counter.post(door, "/appointments/arrive", here).json()["code"] == "NOT_TODAY"


def test_everybody_is_told_what_is_free_and_nobody_who_comes(counter: Counter) -> None:
    made(counter), made(counter)
    counter.later(minutes=31)
    free = counter.get(None, "/appointments/free", params={"day": "2026-11-23"}).json()
    assert free["starts"][:2] == ["10:30", "11:00"], "09:00 and 09:30 are past, 10:00 is full"
    assert set(free) == {"day", "starts"}


def test_the_citizen_books_on_the_visit_that_was_proved_once_a_day(counter: Counter) -> None:
    form = AT_TEN | {"ticket": counter.registered()}
    told = counter.post(None, "/appointments/mine", form)
    assert (told.status_code, told.json()["number"]) == (201, "Y001")
    again = counter.post(None, "/appointments/mine", form | {"at": "15:00"})
    assert again.json()["code"] == "BOOKED_ALREADY"
    assert listed(counter) == {"Y001": "10:00 BOOKED"}


def test_without_a_proved_visit_nobody_books(counter: Counter) -> None:
    form = AT_TEN | {"ticket": counter.registered()}
    assert counter.post(None, "/appointments/mine", AT_TEN | {"ticket": "made.up.here"}).status_code == 401
    counter.later(minutes=31)
    assert counter.post(None, "/appointments/mine", form).status_code == 401, "the visit is over"
    assert listed(counter) == {}
