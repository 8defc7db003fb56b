"""A family comes three times: to the window, by letter, and by telephone in the next county, which learns place and day alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.journeys.people import REGISTRAR, registered, somebody
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
NEIGHBOUR = "450198"
FATHER, MOTHER = somebody("莫文斌", 71), somebody("黄丽娟", 72)
FIELD = {
    "place_code": f"{COUNTY}002",
    "title": "高速公路占用承包地补偿款没有发放",
    "claims": ["发放征地补偿款"],
}


def proposed(town: Town, county: str, **question: Any) -> dict[str, Any]:
    answer = town.post(f"intake-{county}", "/repeats", f"{REGISTRAR}@{county}", question)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_third_time_is_recognised_at_home_by_its_grounds_and_next_door_by_place_and_day(town: Town) -> None:
    first = registered(
        town, channel="VISIT", petitioner=FATHER, headcount=2, representatives=[MOTHER], **FIELD
    )
    mother = {"name": MOTHER["name"], "phone": MOTHER["phone"]}  # no document in a letter
    letter = {"petitioner": mother, **FIELD, "title": "再问高速公路占地补偿款何时发放"}
    (found, *_) = eventually(lambda: proposed(town, COUNTY, **letter)["candidates"], "the visit is traced")
    assert (found["item_no"], found["same_person"], found["channel"]) == (first["item_no"], True, "VISIT")
    grounds = [{"ground": each["ground"], "same": each["same"]} for each in found["grounds"]]
    assert {"ground": "person", "same": True} in grounds
    assert {"ground": "title", "same": True} in grounds
    answer = {"item_no": found["item_no"], "result": "REPEAT", "grounds": grounds}
    second = registered(town, channel="LETTER", repeats=[answer], **letter)
    assert second["matter_id"] == first["matter_id"]

    def both() -> dict[str, Any] | None:
        matter = town.matter(first["matter_id"])
        return matter if matter and len(matter["item_nos"]) == 2 else None

    matter = eventually(both, "the letter has joined the visit's matter")
    assert matter["item_nos"] == [first["item_no"], second["item_no"]]
    (sheet,) = town.rows("deadlines", "sheets", _id=first["matter_id"])
    assert [clock["id"] for clock in sheet["state"]["clocks"]] == ["C02"], "no clock began again"
    (kept,) = town.rows(f"intake_{COUNTY}", "items", _id=second["item_id"])
    (decided,) = kept["state"]["registered"]["repeats"]
    assert (decided["by"]["name"], len(decided["grounds"])) == ("韦晓梅", len(grounds))

    father = {"name": FATHER["name"], "id_no": FATHER["id_no"]}
    call = {"petitioner": father, "title": "我家补偿款的事", "place_code": f"{NEIGHBOUR}001"}
    there = eventually(
        lambda: proposed(town, NEIGHBOUR, **call)["elsewhere"], "the next county has heard of him"
    )
    assert [set(each) for each in there] == [{"county", "place", "received_on"}]
    assert (there[0]["county"], there[0]["place"]) == ("云岭县", "白石镇")
    assert len(proposed(town, NEIGHBOUR, **{**call, "petitioner": mother})["elsewhere"]) == 2
    assert proposed(town, NEIGHBOUR, **call)["candidates"] == []
    third = registered(town, NEIGHBOUR, channel="PHONE", **call)
    assert third["matter_id"] != first["matter_id"]
    (kept,) = town.rows(f"intake_{NEIGHBOUR}", "items", _id=third["item_id"])
    assert not kept["state"]["registered"]["is_repeat"]
    told = [
        bytes(row["body"]).decode()
        for row in town.rows(f"intake_{COUNTY}", "items_history", topic="intake.sightings.v1")
    ]
    for word in (FATHER["name"], FATHER["id_no"], MOTHER["phone"], "补偿款", first["item_no"]):
        assert word not in "".join(told), word
