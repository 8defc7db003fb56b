"""Proposals on the real database: found by people and by text, bounded, and nothing shown that may not be."""

from __future__ import annotations

from typing import Any

import pytest

from lianjie_contracts.events.item_sighted import ItemSighted
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from services.intake.repeats import tracing
from services.intake.repeats.store import TRACES
from services.intake.store import ITEMS
from tests.intake.repeats.county import COUNTY, LEAK, QIN, TOLD_ANEW, WEI, County

pytestmark = [pytest.mark.database, pytest.mark.asyncio]
ACCUSATION = {
    "channel": "LETTER", "matter_class": "ACCUSATION", "petitioner": QIN, "accused_unit": f"{COUNTY}-zjj",
    "title": "反映住建局某科长收受礼金", "main_content": "去年验收时收受开发商礼金。", "claims": ["依纪查处"],
}  # fmt: skip
ACCUSING = {
    key: ACCUSATION[key] for key in ("matter_class", "accused_unit", "title", "main_content", "claims")
}


def same(candidate: dict[str, Any]) -> set[str]:
    return {row["ground"] for row in candidate["grounds"] if row["same"]}


async def test_the_same_leak_told_anew_by_telephone(county: County) -> None:
    first = await county.registered()
    (found,) = await county.proposed(petitioner={"name": "覃桂兰", "phone": "138 7751 4267"}, **TOLD_ANEW)
    assert (found["item_no"], found["same_person"], found["count"]) == (first["item_no"], True, 1)
    assert {"person", "title", "place", "category"} <= same(found)
    told = {row["ground"]: row for row in found["grounds"]}
    assert any("金桂花园" in word for word in told["title"]["words"])


async def test_a_neighbour_with_the_same_leak_is_another_person(county: County) -> None:
    await county.registered()
    (found,) = await county.proposed(petitioner=WEI, **TOLD_ANEW)
    assert not found["same_person"]
    assert "覃" not in str(found), "nobody else's name is told"


async def test_the_same_person_with_something_else_is_shown_and_a_stranger_with_something_else_is_not(
    county: County,
) -> None:
    await county.registered()
    lamp = {"title": "龙潭村口路灯不亮", "main_content": "晚上漆黑一片。", "place_code": f"{COUNTY}004"}
    (found,) = await county.proposed(petitioner=QIN, **lamp)
    assert same(found) == {"person"}
    assert await county.proposed(petitioner=WEI, **lamp) == []


async def test_nothing_typed_yet_proposes_nothing(county: County) -> None:
    await county.registered()
    assert await county.proposed() == []


async def test_a_matter_that_came_three_times_is_one_proposal(county: County) -> None:
    first = await county.registered()
    for _ in range(2):
        await county.registered(**TOLD_ANEW, repeat_of=first["item_no"])
    (found,) = await county.proposed(petitioner=QIN, **TOLD_ANEW)
    assert (found["matter_id"], found["count"]) == (first["matter_id"], 3)


async def test_an_accusation_is_proposed_for_an_accusation_alone_and_never_by_its_author(
    county: County,
) -> None:
    await county.registered(**ACCUSATION)
    assert await county.proposed(petitioner=QIN, title=ACCUSATION["title"]) == []
    (found,) = await county.proposed(post="router", **ACCUSING)
    assert same(found) >= {"accused", "title"}
    assert not found["same_person"]
    assert "person" not in {row["ground"] for row in found["grounds"]}
    (closed,) = await county.proposed(post="registrar", **ACCUSING)
    assert "礼金" not in str([closed["title"], [row["then"] for row in closed["grounds"]]])


async def test_only_ones_own_county_is_asked(county: County) -> None:
    await county.registered()
    elsewhere = County(county.door.parts.mongo, "450198")
    answer = await elsewhere._client.request(
        "POST", "/repeats", json={"petitioner": QIN}, headers={"authorization": "Bearer registrar@450199"}
    )
    assert answer.status_code == 403


async def test_whose_key_is_destroyed_is_found_no_more(county: County) -> None:
    await county.registered(title="金桂花园漏水")
    await county.door.parts.mongo.update_one("person_keys", {}, {"$unset": {"state.wrapped": ""}})
    assert await county.proposed(petitioner=QIN, title="别的事情不一样") == []


async def test_traces_hold_no_word_and_are_made_anew_for_a_new_version(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    await county.registered()
    assert await tracing.Tracing(county.door).catch_up() == 0
    (row,) = await county.door.parts.mongo.find(TRACES.name, {})
    assert not any(word in str(row) for word in ("金桂", "漏水", "覃", "360426"))
    monkeypatch.setattr(tracing, "VERSION", 99)
    assert await tracing.Tracing(county.door).catch_up() == 1


async def test_what_somebody_answered_is_kept_with_its_grounds_and_not_asked_again(county: County) -> None:
    first = await county.registered()
    letter = await county.registered(channel="LETTER", **TOLD_ANEW)
    path = f"/items/{letter['item_id']}/repeats"
    (found,) = (await county.ask("GET", path))["candidates"]
    assert found["item_no"] == first["item_no"]
    given = {"item_no": first["item_no"], "result": "NEW", "grounds": [{"ground": "person", "same": True}]}
    assert (await county.ask("POST", path, given, "router"))["status"] == 200
    assert (await county.ask("GET", path))["candidates"] == []
    (kept,) = (await county.store.get(ITEMS, [letter["item_id"]]))[letter["item_id"]].state.now.repeats
    assert (kept.result, kept.by.role, kept.grounds[0].ground) == ("NEW", "router", "person")


async def test_answers_of_the_registration_join_one_matter_at_most(county: County) -> None:
    first, other = await county.registered(), await county.registered(title="银杏家园漏水", petitioner=WEI)
    given = [
        {"item_no": first["item_no"], "result": "REPEAT"},
        {"item_no": other["item_no"], "result": "NEW_FACTS"},
    ]
    joined = await county.registered(**TOLD_ANEW, repeats=given)
    assert joined["matter_id"] == first["matter_id"]
    both = [{**each, "result": "REPEAT"} for each in given]
    refused = await county.ask("POST", "/items", LEAK | {"repeats": both})
    assert "只能并入一件事" in refused["fields"]["repeats"]


async def test_another_county_learns_place_and_day_until_the_person_is_erased(county: County) -> None:
    there = await County(county.door.parts.mongo, "450198").open()
    await county.registered()
    (told,) = [event for event in await county.said() if isinstance(event, ItemSighted)]
    asked = {"petitioner": QIN, "title": "别的事情"}
    await there.hears(told)
    assert (await there.ask("POST", "/repeats", asked))["elsewhere"] == [
        {"county": "云岭县", "place": "河西街道", "received_on": "2026-11-23"}
    ]
    erased = PersonKeyIssued(key_id=told.people[0].key_id, county=COUNTY, occurred_at=told.occurred_at)
    for event in (erased, told):  # what is heard again late does not bring it back
        await there.hears(event)
        assert (await there.ask("POST", "/repeats", asked))["elsewhere"] == []
