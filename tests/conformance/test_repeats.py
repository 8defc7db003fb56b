"""Repeats on the whole town: the job traces what was registered, and another county learns place and day over the bus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
NEIGHBOUR = "450198"
WEI = {"name": "韦志强", "id_no": "110101199003071006", "phone": "13978000011", "address": "城东街道 8 号"}
QUESTION = {"petitioner": WEI, "title": "再问银杏家园屋顶漏水何时维修", "place_code": f"{COUNTY}003"}


def proposed(town: Town, county: str) -> dict[str, Any]:
    answer = town.post(f"intake-{county}", "/repeats", f"registrar@{county}", QUESTION)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_the_same_person_is_found_here_with_words_and_in_the_next_county_without(town: Town) -> None:
    first = town.register(petitioner=WEI, title="银杏家园屋顶漏水要求维修")
    here = eventually(lambda: proposed(town, COUNTY)["candidates"], "it is traced")
    assert (here[0]["item_no"], here[0]["same_person"]) == (first["item_no"], True)
    there = eventually(lambda: proposed(town, NEIGHBOUR)["elsewhere"], "it is sighted")
    assert (there[0]["county"], there[0]["place"]) == ("云岭县", "河西街道")
    assert proposed(town, NEIGHBOUR)["candidates"] == []
    assert proposed(town, COUNTY)["elsewhere"] == []
