"""更正: what was registered first stays; the item reads right from now on; a personal value is told to nobody."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.decisions import Changed
from lianjie_contracts.events.item_corrected import ItemCorrected
from lianjie_contracts.vocabulary import CorrectionKind
from services.intake.domain.item import PersonDataKey
from services.intake.store import PERSON_KEYS
from tests.intake.town import COUNTY, PERSON, Intake

pytestmark = pytest.mark.asyncio


def _wish(*changes: tuple[str, Any], kind: str = "WRONG") -> dict[str, Any]:
    return {
        "kind": kind, "found_by": "petitioner", "reason": "回访时发现",
        "changes": [{"field": field, "to": to} for field, to in changes],
    }  # fmt: skip


def _told(intake: Intake) -> ItemCorrected:
    return [message for message in intake.said() if isinstance(message, ItemCorrected)][-1]


async def test_a_mistyped_phone_is_set_right_under_the_same_key_and_shown_to_nobody() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    before = intake.item(item_id).now.petitioner
    assert (
        await intake.act(item_id, "corrections", _wish(("petitioner.phone", "139 7751 4267")))
    ).status_code == 200
    event = _told(intake)
    [field] = event.correction.fields
    assert (field.field, field.was, field.now) == ("petitioner.phone", "", "")
    assert field.was_sealed == before.phone
    assert field.now_sealed == event.item.petitioner.phone
    assert intake.opened(item_id, "phone") == "13977514267"
    assert event.item.petitioner.name == before.name
    assert event.item.petitioner.petitioner_id == before.petitioner_id
    assert "13977514267" not in event.model_dump_json()
    assert intake.item(item_id).registered.petitioner == before


async def test_the_wrong_person_becomes_the_right_one_under_their_own_key() -> None:
    intake = Intake()
    told = await intake.registered()
    other = await intake.registered(petitioner=PERSON | {"name": "黄丽", "id_no": "120103198806018241"})
    item_id = told["item_id"]
    wish = _wish(("petitioner.name", "黄丽"), ("petitioner.id_no", "120103198806018241"), kind="MISTAKEN")
    assert (await intake.act(item_id, "corrections", wish)).status_code == 200
    event = _told(intake)
    right = intake.item(other["item_id"])
    assert event.item.petitioner.petitioner_id == right.now.petitioner.petitioner_id
    assert intake.item(item_id).person == right.person
    assert intake.opened(item_id, "gender") == "2"
    assert event.item.query_code is not None
    assert event.item.query_code.key == event.item.petitioner.petitioner_id
    assert event.correction.kind is CorrectionKind.MISTAKEN


async def test_who_was_left_out_is_added_and_who_is_there_is_never_taken_away() -> None:
    intake = Intake()
    item_id = (await intake.registered(headcount=80))["item_id"]
    wish = _wish(
        ("representatives.0.name", "代表一"), ("representatives.0.phone", "13800000001"), kind="OMITTED"
    )
    answer = await intake.act(item_id, "corrections", wish)
    assert answer.status_code == 200
    assert [row["holder"] for row in answer.json()["query_codes"]] == ["representatives.0"]
    [someone] = _told(intake).item.representatives
    assert intake.opened_of(someone, "name") == "代表一"
    assert intake.opened_of(someone, "query_code") == answer.json()["query_codes"][0]["code"]
    again = await intake.act(item_id, "corrections", _wish(("representatives.0.name", "代表壹")))
    assert "query_codes" not in again.json()
    refused = await intake.act(item_id, "corrections", _wish(("representatives", [])))
    assert "不能删除" in refused.json()["fields"]["changes"]


async def test_plain_facts_tell_from_what_to_what() -> None:
    intake = Intake()
    item_id = (await intake.registered(claims=["修好屋面", "赔偿"]))["item_id"]
    kept = intake.item(item_id).now.claims[0]
    wish = _wish(
        ("headcount", 2),
        ("claims", ["修好屋面", "公开账目"]),
        ("secrecy_requested", True),
        ("place_code", "450199002"),
    )
    assert (await intake.act(item_id, "corrections", wish)).status_code == 200
    event = _told(intake)
    assert [(f.field, f.was, f.now) for f in event.correction.fields] == [
        ("headcount", "1", "2"), ("claims", "修好屋面；赔偿", "修好屋面；公开账目"), ("secrecy_requested", "否", "是"),
        ("place_code", "450199003", "450199002"),
    ]  # fmt: skip
    assert event.item.claims[0] == kept
    assert len(event.dropped_claims) == 1
    assert event.item.place.name == "白石镇"


@pytest.mark.parametrize(
    ("field", "to", "at", "says"),
    [
        ("petitioner.phone", "1387751426", "petitioner.phone", "少 1 位"),
        ("petitioner.id_no", "360426199101010072", "petitioner.id_no", "末位校验不符"),
        ("place_code", "450198001", "place_code", "不在本县"),
        ("petitioner.name", "", "petitioner.name", "请填写来访人姓名"),
        ("received_at", "2026-11-01", "changes.0.field", "不在更正里改"),
        ("channel", "PHONE", "changes.0.field", "不在更正里改"),
        ("matter_class", "ACCUSATION", "changes.0.field", "不在更正里改"),
        ("nothing.of.ours", "x", "changes.0.field", "不在更正里改"),
        ("representatives.7.name", "x", "changes.0.field", "没有这一项"),
        ("title.text", "x", "changes.0.field", "没有这一项"),
        ("title", "屋面渗漏", "changes.0.to", "没有要更正的"),
    ],
)
async def test_a_correction_keeps_the_rules_of_registering(field: str, to: Any, at: str, says: str) -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    answer = await intake.act(item_id, "corrections", _wish((field, to)))
    assert answer.status_code == 422
    assert says in answer.json()["fields"][at]
    assert intake.item(item_id).since is None


async def test_of_somebody_erased_nothing_is_corrected() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    person = intake.item(item_id).now.petitioner.petitioner_id
    await intake.parts.commands.run(
        PERSON_KEYS, person, "erase-them", lambda _: Changed(PersonDataKey(COUNTY, None))
    )
    refused = await intake.act(item_id, "corrections", _wish(("petitioner.phone", "13977514267")))
    assert (refused.status_code, refused.json()["code"]) == (409, "PERSON_ERASED")


async def test_an_anonymous_letter_whose_sender_rings_up_gets_its_person() -> None:
    intake = Intake()
    item_id = (await intake.registered(channel="LETTER", petitioner={"is_anonymous": True}))["item_id"]
    known = (await intake.registered())["item_id"]
    wish = _wish(
        ("petitioner.is_anonymous", False), ("petitioner.name", PERSON["name"]), ("petitioner.id_no", PERSON["id_no"]),
        ("petitioner.phone", PERSON["phone"]), kind="OMITTED",
    )  # fmt: skip
    assert (await intake.act(item_id, "corrections", wish)).status_code == 200
    assert intake.item(item_id).person == intake.item(known).person
    assert not intake.item(item_id).now.petitioner.is_anonymous


async def test_the_second_press_is_the_first_answer() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    wish = _wish(("headcount", 2))
    first = await intake.act(item_id, "corrections", wish, key="the-same-press")
    again = await intake.act(item_id, "corrections", wish, key="the-same-press")
    assert (first.status_code, again.json()["repeated"]) == (200, True)
    assert len(intake.item(item_id).corrections) == 1
