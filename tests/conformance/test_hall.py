"""A morning in a hall on the real system: desks that reach for the same numbers, a talk over two desks, a card of nobody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
INTAKE = f"intake-{COUNTY}"
CLERKS = {
    no: f"{name}@{COUNTY}"
    for no, name in enumerate(
        ("registrar", "zjj.liaison", "zjj.handler", "rsj.liaison", "rsj.handler", "hexi.liaison"), 1
    )
}


def press(town: Town, desk: int, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
    return town.post(INTAKE, f"/hall/desks/{desk}/{path}", CLERKS[desk], body)


def took(town: Town, queue: str) -> dict[str, Any]:
    answer = town.post(INTAKE, "/hall/tickets", CLERKS[1], {"queue": queue})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_six_desks_at_once_never_call_the_same_number(town: Town) -> None:
    numbers = [took(town, "B")["number"] for _ in range(12)]
    with ThreadPoolExecutor(6) as desks:
        for _ in desks.map(lambda no: press(town, no, "open", {"queues": ["B"]}), CLERKS):
            pass
        called: list[str] = []
        for _ in range(2):
            answers = list(desks.map(lambda no: press(town, no, "next"), CLERKS))
            assert {answer.status_code for answer in answers} == {200}, [a.text for a in answers]
            called += [answer.json()["number"] for answer in answers]
            for path in ("begin", "end"):
                assert {
                    a.status_code for a in desks.map(lambda no, path=path: press(town, no, path, {}), CLERKS)
                } == {200}
        for _ in desks.map(lambda no: press(town, no, "close"), CLERKS):
            pass
    assert sorted(called) == numbers


def test_one_visit_over_two_desks_is_registered_rated_and_counted(town: Town) -> None:
    paper = took(town, "A")
    press(town, 1, "open", {"queues": ["A"]})
    press(town, 2, "open", {"queues": ["C"]})
    assert press(town, 1, "next").json()["number"] == paper["number"]
    press(town, 1, "begin", {})
    item = town.register()
    assert press(town, 1, "link", {"item_no": item["item_no"]}).status_code == 200
    assert press(town, 1, "hand_over", {"to": 2}).status_code == 200
    assert press(town, 2, "next").json()["number"] == paper["number"]
    press(town, 2, "begin", {})
    assert press(town, 2, "end", {}).status_code == 200

    card = f"{town.url(INTAKE)}/hall/cards/{paper['day']}/{paper['number']}/{paper['card_code']}"
    answers = {"answers": {"SERVICE_ATTITUDE": "SATISFIED"}}
    by_clerk = httpx.post(
        card, json=answers, headers=town.headers(CLERKS[2]) | {"Idempotency-Key": "by-the-clerk"}
    )
    assert by_clerk.status_code == 403
    assert httpx.post(card, json=answers, headers={"Idempotency-Key": "by-the-visitor"}).status_code == 201

    (visit,) = eventually(
        lambda: town.rows("analytics", "visit_facts", _id=paper["ticket_id"]), "analytics knows the visit"
    )
    assert visit["state"]["county"] == COUNTY
    (kept,) = town.rows(f"intake_{COUNTY}", "tickets", _id=paper["ticket_id"])
    assert (kept["state"]["state"], kept["state"]["item_id"]) == ("DONE", item["item_id"])
    cards = eventually(lambda: town.rows("analytics", "card_facts"), "analytics knows the card")
    assert paper["ticket_id"] not in str(cards)
    for desk in (1, 2):
        assert press(town, desk, "close").status_code == 200
