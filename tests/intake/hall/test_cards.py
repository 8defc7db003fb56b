"""The on-site card: by the visitor alone, once, of nobody; no staff role reads or writes one."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.decisions import Changed, Refused
from lianjie_contracts.vocabulary import CardObject, Satisfaction
from services.intake.hall.card import Card, give, summed
from services.intake.hall.store import CARDS
from tests.intake.hall.builders import COUNTY, TODAY, Counter

EVERY_ROLE = [
    "registrar", "receptionist", "letter_clerk", "router", "office_deputy_head", "office_head", "supervisor", "leader",
    "analyst", "unit_liaison", "unit_handler", "unit_head", "session_coordinator", "auditor", "admin", "archivist",
]  # fmt: skip
GOOD = {
    "answers": {"REGISTRATION": "SATISFIED", "SERVICE_ATTITUDE": "FAIRLY_SATISFIED"},
    "words": "讲得很清楚",
}


@pytest.fixture
def counter() -> Counter:
    return Counter()


def a_visit(counter: Counter) -> dict[str, str]:
    """A visitor has been talked with at desk 3; what the ticket desk was told is what stands on the paper."""
    clerk = counter.person("clerk", "receptionist")
    paper = counter.post(counter.person("door", "registrar"), "/tickets", {"queue": "A"}).json()
    for path, form in (("open", {"queues": ["A"]}), ("next", None), ("begin", {}), ("end", {})):
        answer = counter.post(clerk, f"/desks/3/{path}", form)
        assert answer.status_code == 200, answer.text
    return {**paper, "path": f"/cards/{paper['day']}/{paper['number']}/{paper['card_code']}"}


def tablet(counter: Counter, desk: int = 3) -> str:
    return (
        f"/tablets/{desk}/"
        + counter.get(counter.person("head", "office_head"), "/addresses").json()["tablets"][str(desk)]
    )


def test_one_tap_by_the_code_on_the_ticket_and_never_a_second(counter: Counter) -> None:
    visit = a_visit(counter)
    assert counter.get(None, visit["path"]).json()["ask"] == ["REGISTRATION", "SERVICE_ATTITUDE"]
    assert counter.post(None, visit["path"], GOOD, key="one-tap-1").status_code == 201
    assert counter.post(None, visit["path"], GOOD, key="one-tap-1").status_code == 201, (
        "pressed twice is pressed once"
    )
    worse = {"answers": {"SERVICE_ATTITUDE": "DISSATISFIED"}}
    assert counter.post(None, visit["path"], worse).json()["code"] == "CARD_GIVEN"
    kept = counter.store.all(CARDS).values()
    assert {(c.object, c.level, c.words) for c in kept} == {
        (CardObject.REGISTRATION, Satisfaction.SATISFIED, "讲得很清楚"),
        (CardObject.SERVICE_ATTITUDE, Satisfaction.FAIRLY_SATISFIED, ""),
    }
    assert counter.get(None, visit["path"]).json()["ask"] == []


def test_the_tablet_of_the_desk_asks_whoever_has_just_got_up_and_nobody_else(counter: Counter) -> None:
    here = tablet(counter)
    assert counter.get(None, here).json()["ask"] == []
    visit = a_visit(counter)
    assert counter.get(None, tablet(counter, 4)).json()["ask"] == []
    shown = counter.get(None, here).json()
    assert (shown["number"], len(shown["ask"])) == (visit["number"], 2)
    assert counter.post(None, here, GOOD | {"number": "A999"}).status_code == 409
    assert counter.post(None, here, GOOD | {"number": visit["number"]}).status_code == 201
    counter.later(minutes=6)
    assert counter.get(None, here).json()["number"] == ""


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_no_staff_role_reads_or_writes_a_card(counter: Counter, role: str) -> None:
    visit, here = a_visit(counter), tablet(counter)
    someone = counter.person("someone", role)
    for path in (visit["path"], here):
        assert counter.get(someone, path).status_code == 403
        answer = counter.post(someone, path, GOOD | {"number": visit["number"]})
        assert (answer.status_code, "工作人员不能看、不能填" in answer.text) == (403, True)
    assert counter.store.all(CARDS) == {}


def test_the_desks_own_clerk_is_told_nothing_by_which_a_card_could_be_reached(counter: Counter) -> None:
    visit = a_visit(counter)
    counter.post(None, visit["path"], GOOD)
    clerk = counter.person("clerk", "receptionist")
    told = "".join(counter.get(clerk, path).text for path in ("/desks", "/desks/3", "/waiting", "/roster"))
    here = tablet(counter).rsplit("/", 1)[1]
    for secret in (visit["card_code"], here, "SATISFIED", "讲得很清楚"):
        assert secret not in told
    assert counter.get(clerk, "/addresses").status_code == 403
    assert counter.get(clerk, "/cards/sums", params={"month": "2026-11"}).status_code == 403


def test_the_clerk_can_bring_no_second_way_to_the_same_card(counter: Counter) -> None:
    visit = a_visit(counter)
    wrong = visit["path"][:-1] + ("2" if visit["path"][-1] != "2" else "3")
    assert counter.get(None, wrong).status_code == 404
    assert counter.post(None, wrong, GOOD).status_code == 404
    assert counter.get(None, visit["path"].replace(visit["number"], "A777")).status_code == 404


def test_there_is_no_card_before_the_talk_has_ended_nor_much_later(counter: Counter) -> None:
    paper = counter.post(counter.person("door", "registrar"), "/tickets", {"queue": "B"}).json()
    early = f"/cards/{paper['day']}/{paper['number']}/{paper['card_code']}"
    assert counter.post(None, early, GOOD).status_code == 409
    visit = a_visit(counter)
    counter.later(minutes=121)
    assert counter.post(None, visit["path"], GOOD).status_code == 409


def test_what_is_announced_is_of_nobody(counter: Counter) -> None:
    visit = a_visit(counter)
    counter.post(None, visit["path"], GOOD)
    said = [m for (name, _), told in counter.store.said.items() if name == CARDS.name for m in told]
    assert len(said) == 2
    for message in said:
        body = message.body.decode() + message.key + message.topic
        assert message.topic == f"intake.cards.{COUNTY}.v1"
        for told in (visit["ticket_id"], visit["number"], "clerk", '"desk"', "讲得很清楚"):
            assert told not in body


def test_the_heads_are_told_sums_of_five_and_more_of_days_that_are_over(counter: Counter) -> None:
    head = counter.person("head", "office_head")

    def sums() -> dict[str, dict[str, int] | None]:
        return counter.get(head, "/cards/sums", params={"month": "2026-11"}).json()["sums"]

    for n in range(5):
        visit = a_visit(counter) if n == 0 else None
        if visit is None:
            counter.post(counter.person("clerk", "receptionist"), "/desks/3/close")
            visit = a_visit(counter)
        counter.post(None, visit["path"], GOOD if n else {"answers": {"REGISTRATION": "DISSATISFIED"}})
    assert sums() == {"REGISTRATION": None, "SERVICE_ATTITUDE": None}, "today is not over"
    counter.later(days=1)
    assert sums() == {"REGISTRATION": {"DISSATISFIED": 1, "SATISFIED": 4}, "SERVICE_ATTITUDE": None}


def test_a_sum_begins_at_the_least_number_of_cards() -> None:
    card = Card(TODAY, CardObject.REGISTRATION, Satisfaction.SATISFIED)
    assert summed([card] * 4, [card.object], 5) == {card.object: None}
    assert summed([card] * 5, [card.object], 5) == {card.object: {card.level: 5}}


def test_the_rule_alone_gives_a_card_once() -> None:
    card = Card(date(2026, 11, 23), CardObject.REGISTRATION, Satisfaction.SATISFIED)
    assert isinstance(give(f"{COUNTY}:c", None, card), Changed)
    assert isinstance(give(f"{COUNTY}:c", card, card), Refused)
