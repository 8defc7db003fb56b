"""Somebody rings up, gives half a name and no address: the call has its number at once, and all that is missing is asked once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.conformance.journeys.people import REGISTRAR, Citizen, Desk, registered
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
INTAKE, CLERK = f"intake-{COUNTY}", f"{REGISTRAR}@{COUNTY}"
CALL = {
    "channel": "PHONE", "petitioner": {"phone": "0775-2831234"}, "place_code": COUNTY, "title": "村里抽水机坏了没人修",
}  # fmt: skip


def test_a_call_is_registered_as_it_comes_and_completed_when_they_ring_again(town: Town) -> None:
    told = registered(town, **CALL)
    assert told["incomplete"]
    asked = [each for stage in told["missing"].values() for each in stage]
    assert {"petitioner.name", "petitioner.address", "claims"} <= {each["field"] for each in asked}
    assert set(Counter(each["label"] for each in asked).values()) == {1}, "each thing once"
    matter = eventually(lambda: town.matter(told["matter_id"]), "it goes its way all the same")
    assert [claim["text"] for claim in matter["claims"]] == [CALL["title"]]

    eventually(lambda: town.rows("workbench", "matters", _id=told["matter_id"]), "the window has heard of it")
    with Desk(town, CLERK) as desk:
        assert desk.reads(f"/items/{told['item_id']}").count("还缺什么") == 1
    caller = Citizen(town, told["item_no"], told["query_code"], "198.51.100.3")
    assert caller.looks().status_code == 200, "the number that was read to them works"

    change = [
        {"field": "petitioner.name", "to": "韦大贵"}, {"field": "petitioner.address", "to": "白石镇红星村 4 组"},
        {"field": "place_code", "to": f"{COUNTY}002"},
    ]  # fmt: skip
    again = {"kind": "OMITTED", "found_by": "petitioner", "reason": "来电补充", "changes": change}
    mended = town.post(INTAKE, f"/items/{told['item_id']}/corrections", CLERK, again)
    assert mended.status_code == 200, mended.text
    shown = town.get(INTAKE, f"/items/{told['item_id']}", CLERK).json()
    left = {each["field"] for stage in shown["missing"].values() for each in stage}
    assert not left & {"petitioner.name", "petitioner.address"}, "what was given is not asked again"
    assert not shown["reads"]["incomplete"]
    eventually(
        lambda: (town.matter(told["matter_id"]) or {})["place"]["name"] == "白石镇", "the matter has followed"
    )
    assert caller.looks().status_code == 200
    assert town.rows("notifications", "deliveries", **{"state.paper.matter_id": told["matter_id"]}) == []
    for service in ("routing", "notifications", "workbench"):
        assert town.rows(service, "dead_letters") == []
