"""What is said twice, late or at the same time counts once."""

from __future__ import annotations

import asyncio
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from chassis.bus import KafkaPublisher
from chassis.documents import Unsent
from tests.conformance.town import COUNTY, PERSON, eventually, headers_of

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected


def test_the_same_command_twice_is_one_petition_with_one_number(town: Town) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: town.register("the-same-command"), range(8)))
    assert len({(a["item_no"], a["query_code"], a["matter_id"]) for a in answers}) == 1
    following = town.register()
    assert int(following["item_no"][-5:]) == int(answers[0]["item_no"][-5:]) + 1, (
        "no number is drawn for nothing"
    )
    assert len(town.rows(f"intake_{COUNTY}", "items", **{"state.item_no": answers[0]["item_no"]})) == 1
    history = eventually(lambda: town.history(answers[0]["matter_id"]), "it is opened and told")
    assert len(history) == 1


def test_the_same_act_twice_is_answered_the_same_and_done_once(town: Town) -> None:
    told = town.register()
    eventually(lambda: town.matter(told["matter_id"]), "it is opened")
    body = {"unit": f"{COUNTY}-zjj"}
    path = f"/matters/{told['matter_id']}/dispatch"
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(
                lambda _: town.post("routing", path, f"router@{COUNTY}", body, f"dispatch-{told['item_no']}"),
                range(4),
            )
        )
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["seq"] for answer in answers} == {2}


def test_a_key_that_has_done_something_else_is_refused(town: Town) -> None:
    first = town.register("a-key-used-twice")
    body = {
        "channel": "VISIT",
        "petitioner": PERSON | {"name": "另一位"},
        "place_code": f"{COUNTY}003",
        "title": "另一件",
        "claims": ["另一件"],
    }
    again = town.post(f"intake-{COUNTY}", "/items", f"registrar@{COUNTY}", body, "a-key-used-twice")
    assert again.status_code == 409
    assert again.json()["code"] == "COMMAND_REUSED"
    assert first["query_code"] not in again.text


def _republish(town: Town, rows: list[dict[str, Any]]) -> None:
    messages = [
        Unsent(1, row["id"], row["seq"], row["topic"], row["subject"].partition(":")[2],
               tuple((name, bytes(value)) for name, value in row["headers"]), bytes(row["body"]))
        for row in rows
    ]  # fmt: skip

    async def send() -> None:
        publisher = KafkaPublisher(town.around.kafka, "tests")
        await publisher.publish(messages)
        await publisher.stop()

    asyncio.run(send())


def test_the_same_events_again_and_out_of_order_change_nothing(town: Town) -> None:
    told = town.register()
    town.answered(told["matter_id"])
    eventually(lambda: (town.matter(told["matter_id"]) or {}).get("state") == "COMPLETED", "complete")
    history = eventually(lambda: len(h := town.history(told["matter_id"])) == 8 and h, "its history is whole")

    def everything() -> list[Any]:
        return [
            town.rows("deadlines", "sheets", _id=told["matter_id"]),
            town.rows("workbench", "matters", _id=told["matter_id"]),
            town.rows("notifications", "deliveries", **{"state.paper.matter_id": told["matter_id"]}),
        ]  # fmt: skip

    def settled() -> list[Any] | None:
        once = everything()
        heard = {len(rows) for rows in once}
        positions = [
            town.rows(s, "positions", _id=f"matter:{told['matter_id']}")
            for s in ("deadlines", "workbench", "notifications")
        ]
        whole = all(p and p[0]["seq"] == 8 for p in positions) and 0 not in heard
        time.sleep(2)  # what one service says of the last event, another has yet to hear
        return once if whole and once == everything() else None

    before = eventually(settled, "all have heard all of it")
    again = history * 2
    random.Random(7).shuffle(again)
    _republish(town, again)
    marker = town.register()
    eventually(
        lambda: town.rows("workbench", "matters", _id=marker["matter_id"]), "a later petition was heard"
    )
    assert everything() == before


def test_events_that_arrive_out_of_order_are_put_in_order(town: Town) -> None:
    """A foreign matter's own events, sent backwards: parked, then applied one after the other."""
    told = town.register()
    town.answered(told["matter_id"])
    history = eventually(
        lambda: len(h := town.history(told["matter_id"])) >= 7 and h[:7], "its history is whole"
    )
    stranger = f"{COUNTY}:00000000-aaaa-5000-8000-000000000001"

    def moved(row: dict[str, Any]) -> dict[str, Any]:
        swap = lambda raw: bytes(raw).replace(told["matter_id"].encode(), stranger.encode())  # noqa: E731
        return row | {
            "subject": f"matter:{stranger}", "body": swap(row["body"]), "id": f"moved-{row['id']}",
            "headers": [(n, b"moved-" + bytes(v) if n == "ce_id" else swap(v)) for n, v in row["headers"]],
        }  # fmt: skip

    _republish(town, [moved(row) for row in reversed(history)])

    def heard(service: str) -> int:
        rows = town.rows(service, "positions", _id=f"matter:{stranger}")
        return rows[0]["seq"] if rows else 0

    eventually(lambda: heard("deadlines") == heard("workbench") == 7, "all seven are applied in order")
    assert town.rows("workbench", "matters", _id=stranger)[0]["state"]["state"] == "OPINION_READY"
    assert town.rows("deadlines", "parked", subject=f"matter:{stranger}") == []


def test_two_items_of_one_matter_start_one_clock_and_count_twice(town: Town) -> None:
    first = town.register()
    second = town.register(channel="PHONE", repeat_of=first["item_no"], title="催问进度")
    assert second["matter_id"] == first["matter_id"]
    matter = eventually(
        lambda: (m := town.matter(first["matter_id"])) and len(m["item_ids"]) == 2 and m,
        "the second item has joined",
    )
    assert matter["item_nos"] == [first["item_no"], second["item_no"]]
    history = eventually(lambda: len(h := town.history(first["matter_id"])) == 2 and h, "both are told")
    types = [headers_of(row)["ce_type"] for row in history]
    assert types == ["matter_opened", "matter_item_joined"]
    sheet = eventually(lambda: town.rows("deadlines", "sheets", _id=first["matter_id"]), "its clocks")
    assert [clock["id"] for clock in sheet[0]["state"]["clocks"]] == ["C02"]


def test_a_repeat_of_nothing_is_refused_by_name(town: Town) -> None:
    answer = town.post(
        f"intake-{COUNTY}", "/items", f"registrar@{COUNTY}",
        {"channel": "VISIT", "petitioner": PERSON, "place_code": f"{COUNTY}003", "title": "重复", "claims": ["催问"], "repeat_of": "45019920200101V00001"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "没有这个编号" in answer.json()["fields"]["repeat_of"]
