"""A day in the hall over HTTP: numbers, calls, two desks that want the same ticket, the screen, the roster."""

from __future__ import annotations

import json
import re

import pytest

from services.intake.hall.rolling import evolved
from services.intake.hall.store import TICKETS
from services.intake.hall.ticket import Ticket, TicketState
from tests.intake.hall.builders import COUNTY, Counter


@pytest.fixture
def counter() -> Counter:
    return Counter()


def people(counter: Counter) -> tuple[object, object, object]:
    return (
        counter.person("door", "registrar"),
        counter.person("clerk", "receptionist"),
        counter.person("two", "unit_liaison"),
    )


def took(counter: Counter, queue: str = "A", *, green: bool = False) -> str:
    answer = counter.post(counter.person("door", "registrar"), "/tickets", {"queue": queue, "green": green})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["number"])


def test_numbers_are_drawn_per_day_and_queue_and_a_repeat_is_told_the_same(counter: Counter) -> None:
    door = counter.person("door", "registrar")
    first = counter.post(door, "/tickets", {"queue": "A"}, key="the-same-press").json()
    again = counter.post(door, "/tickets", {"queue": "A"}, key="the-same-press").json()
    assert (first["number"], again["number"], again["repeated"], first["ahead"]) == ("A001", "A001", True, 0)
    assert again["card_code"] == first["card_code"]
    assert [took(counter), took(counter, "B")] == ["A002", "B001"]
    counter.later(days=1)
    assert took(counter) == "A001"


def test_one_journey_over_two_desks(counter: Counter) -> None:
    door, clerk, unit = people(counter)
    number = took(counter)
    counter.post(clerk, "/desks/1/open", {"queues": ["A"]})
    counter.post(unit, "/desks/5/open", {"queues": ["C"]})
    counter.later(minutes=7)
    assert counter.post(clerk, "/desks/1/next").json()["number"] == number
    for path, form in (("call_again", {}), ("begin", {}), ("hand_over", {"to": 5})):
        assert counter.post(clerk, f"/desks/1/{path}", form).status_code == 200, path
    assert counter.post(clerk, "/desks/1/next").json()["code"] == "NOBODY_WAITS"
    assert counter.get(unit, "/desks/5").json()["waiting"][0]["handed_over"] is True
    assert counter.post(unit, "/desks/5/next").json()["number"] == number
    counter.post(unit, "/desks/5/begin", {})
    counter.later(minutes=20)
    assert counter.post(unit, "/desks/5/end", {}).status_code == 200
    assert counter.said() == [
        "ticket_taken", "ticket_called", "ticket_called", "ticket_handed_over", "ticket_called", "ticket_ended",
    ]  # fmt: skip
    (kept,) = counter.store.all(TICKETS).values()
    assert (kept.state, kept.waited_seconds, kept.talked_seconds) == (TicketState.DONE, 420, 1200)
    a = counter.get(door, "/waiting").json()["queues"][0]
    assert (a["called"], a["half"], a["longest"]) == (1, 420, 420)


def test_two_desks_never_call_the_same_ticket(counter: Counter) -> None:
    numbers = {took(counter) for _ in range(12)}
    clerks = [counter.person(f"clerk{no}", "receptionist") for no in range(1, 9)]
    for no, clerk in enumerate(clerks, 1):
        counter.post(clerk, f"/desks/{no}/open", {"queues": ["A"]})
    answers = counter.together(
        *(counter.ask(c, "POST", f"/desks/{no}/next") for no, c in enumerate(clerks, 1))
    )
    called = [answer.json()["number"] for answer in answers]
    assert len(set(called)) == 8
    assert set(called) == set(sorted(numbers)[:8]), "and those who have waited longest"


def test_a_press_that_comes_twice_calls_one(counter: Counter) -> None:
    _, clerk, _ = people(counter)
    took(counter), took(counter)
    counter.post(clerk, "/desks/1/open", {"queues": ["A"]})
    first, again = (counter.post(clerk, "/desks/1/next", key="pressed-twice") for _ in range(2))
    assert (first.json()["number"], again.json()["number"], again.json()["repeated"]) == (
        "A001",
        "A001",
        True,
    )
    busy = counter.post(clerk, "/desks/1/next")
    assert (busy.status_code, busy.json()["code"]) == (409, "DESK_BUSY")


def test_three_calls_and_nobody_came(counter: Counter) -> None:
    _, clerk, _ = people(counter)
    took(counter)
    counter.post(clerk, "/desks/1/open", {"queues": ["A"]})
    counter.post(clerk, "/desks/1/next")
    assert counter.post(clerk, "/desks/1/not_come", {}).json()["code"] == "CALL_AGAIN_FIRST"
    counter.post(clerk, "/desks/1/call_again", {})
    counter.post(clerk, "/desks/1/call_again", {})
    assert counter.post(clerk, "/desks/1/call_again", {}).json()["code"] == "CALLED_ENOUGH"
    assert counter.post(clerk, "/desks/1/not_come", {}).json()["state"] == "LEFT"


def test_the_screen_shows_numbers_and_desks_and_no_name(counter: Counter) -> None:
    _, clerk, _ = people(counter)
    head = counter.person("head", "office_deputy_head")
    stay = {
        "unit": f"{COUNTY}-rsj", "desk": 1, "person": f"rsj.liaison@{COUNTY}", "from_day": "2026-11-01", "to_day": "2026-12-31",
    }  # fmt: skip
    assert counter.post(head, "/roster", stay).status_code == 201
    took(counter), took(counter), took(counter, "B")
    counter.post(clerk, "/desks/1/open", {"queues": ["A"]})
    counter.post(clerk, "/desks/1/next")
    token = counter.get(head, "/addresses").json()["screen"]
    shown = counter.get(None, f"/screen/{token}").json()
    unit = next(d["unit"] for d in shown["desks"])
    assert shown["desks"] == [{"no": 1, "queues": ["A"], "unit": unit, "number": "A001", "state": "CALLED"}]
    assert unit == "县人社局"
    assert [(q["letter"], q["waiting"]) for q in shown["queues"]][:2] == [("A", 1), ("B", 1)]
    assert not re.search(r"clerk|liaison|@", json.dumps(shown))
    assert counter.get(None, f"/screen/{token[:-1]}").status_code == 404
    counter.post(head, "/addresses/renew")
    assert counter.get(None, f"/screen/{token}").status_code == 404, "the old address is dead"


def test_the_roster_seats_one_unit_at_a_desk_at_a_time(counter: Counter) -> None:
    planner, clerk = counter.person("head", "office_head"), counter.person("clerk", "receptionist")
    stay = {
        "unit": f"{COUNTY}-rsj", "desk": 2, "person": "a", "from_day": "2026-11-23", "to_day": "2026-12-31",
        "weekdays": [0, 2], "halves": ["am"],
    }  # fmt: skip
    first = counter.post(planner, "/roster", stay)
    assert counter.post(clerk, "/roster", stay).status_code == 403
    assert counter.post(planner, "/roster", stay | {"unit": f"{COUNTY}-zjj"}).json()["code"] == "DESK_PLANNED"
    assert (
        counter.post(planner, "/roster", stay | {"unit": f"{COUNTY}-zjj", "halves": ["pm"]}).status_code
        == 201
    )
    assert (
        counter.post(planner, "/roster", stay | {"unit": "450199-nowhere", "desk": 3}).json()["code"]
        == "NO_SUCH_UNIT"
    )
    assert (
        counter.post(planner, "/roster", stay | {"weekdays": [], "desk": 4}).json()["code"] == "NO_HALF_DAY"
    )
    assert [h["unit"] for h in counter.get(clerk, "/desks").json()["here_now"]] == [f"{COUNTY}-rsj"], (
        "Monday, nine"
    )
    counter.later(hours=6)
    assert [h["unit"] for h in counter.get(clerk, "/desks").json()["here_now"]] == [f"{COUNTY}-zjj"], (
        "three o'clock"
    )
    stay_id = first.json()["subject"].partition(":")[2]
    assert counter.post(planner, f"/roster/{stay_id}/end", {"last_day": "2026-11-22"}).status_code == 200
    assert counter.get(clerk, "/desks").json()["here_now"][0]["unit"] == f"{COUNTY}-zjj"


@pytest.mark.parametrize("path", ["/waiting", "/desks", "/roster", "/appointments"])
def test_another_countys_people_see_nothing(counter: Counter, path: str) -> None:
    assert counter.get(counter.person("far", "receptionist", county="450198"), path).status_code == 403


def test_what_was_told_is_enough_to_bring_the_hall_back(counter: Counter) -> None:
    test_one_journey_over_two_desks(counter)
    from lianjie_contracts.registry import read

    ((ticket_id, kept),) = counter.store.all(TICKETS).items()
    rolled: Ticket | None = None
    for message in counter.store.said[TICKETS.name, ticket_id]:
        rolled = evolved(rolled, read(dict(message.headers)["ce_type"].decode(), 1, message.body))
    assert rolled is not None
    same = (
        "number",
        "day",
        "queue",
        "state",
        "taken_at",
        "since",
        "desk",
        "at_desk",
        "first_called_at",
        "ended_at",
        "overtook",
    )
    assert [getattr(rolled, name) for name in same] == [getattr(kept, name) for name in same]
