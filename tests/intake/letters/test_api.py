"""The letter room over HTTP: a morning's bundle, the way of a letter, custody, shelf, groups and the list of destruction."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.registry import read
from services.intake.letters.letter import after
from services.intake.letters.rolling import RolledLetters
from services.intake.letters.store import LETTERS
from services.intake.store import ITEMS
from tests.intake.letters.builders import COUNTY, NOW
from tests.intake.letters.room import LetterRoom

ORDINARY = {
    "sender": "覃桂兰",
    "address": "河西街道安置小区三期 6 栋",
    "postmark_on": "2026-11-20",
    "postmark_place": "云岭河西",
}
TELEGRAM = {"kind": "TELEGRAM", "sender": "陆小川"}
UNREADABLE: dict[str, Any] = {}
THING = {
    "kind": "MONEY",
    "what": "现金",
    "amount": "人民币 200 元",
    "found_by": ["韦晓梅", "黄素芬"],
    "kept_at": "财务室保险柜 2 号",
}
RECEIPT = {"receipt_no": "退1", "recipient": "覃桂兰", "how": "窗口当面退还", "proof": "回执上本人签名"}


pytestmark = pytest.mark.asyncio


@pytest.fixture
def room() -> LetterRoom:
    return LetterRoom()


async def test_a_bundle_is_numbered_in_its_order_and_what_is_urgent_is_opened_at_once(
    room: LetterRoom,
) -> None:
    told = await room.bundle(ORDINARY, TELEGRAM, UNREADABLE, received_at="2026-11-23T08:30:00+08:00")
    assert [row["letter_no"] for row in told] == [f"{COUNTY}20261123X0000{n}" for n in (1, 2, 3)]
    assert [row["state"] for row in told] == ["SIGNED_IN", "OPENED", "SIGNED_IN"]
    sheet = await room.sheet(told[0]["letter_id"])
    assert (sheet["sender"], sheet["address"]) == (ORDINARY["sender"], ORDINARY["address"])
    assert (sheet["postmark_on"], sheet["postmark_place"]) == ("2026-11-20", "云岭河西")
    assert sheet["received_at"] == "2026-11-23T00:30:00Z"
    assert (sheet["acts"], sheet["sender_known"]) == (["open_letter"], True)


async def test_sent_twice_it_is_signed_in_once(room: LetterRoom) -> None:
    first = await room.bundle(ORDINARY, UNREADABLE, key="the-same-bundle")
    assert await room.bundle(ORDINARY, UNREADABLE, key="the-same-bundle") == first
    assert len(room.store.all(LETTERS)) == 2
    assert room.mongo.counters == {f"{COUNTY}20261123X": 2}


async def test_nothing_readable_of_the_sender_leaves_intake(room: LetterRoom) -> None:
    await room.bundle(ORDINARY)
    (said,) = [unsent for (kind, _), tail in room.store.said.items() if kind == "letters" for unsent in tail]
    assert "覃桂兰" not in said.body.decode()
    assert "河西街道" not in said.body.decode()
    assert all("覃".encode() not in bytes(value) for _, value in said.headers)


async def test_lists_mask_the_sender_and_other_posts_see_nothing(room: LetterRoom) -> None:
    await room.bundle(ORDINARY)
    (row,) = (await room.get("/letters")).json()
    assert row["sender"] == "覃*兰"
    assert (await room.get("/letters", "analyst")).status_code == 403
    assert (await room.get("/letters", "stranger")).status_code == 403


async def test_entering_registers_the_item_with_stamp_and_postmark(room: LetterRoom) -> None:
    ((letter,)) = await room.bundle(ORDINARY, received_at="2026-11-23T08:30:00+08:00")
    answer = await room.up_to_entry(letter["letter_id"])
    assert answer.status_code == 201, answer.text
    (item,) = room.store.all(ITEMS).values()
    it: ItemRegistered = item.registered
    assert (it.channel, it.incomplete) == ("LETTER", False)
    assert (it.received_at.isoformat(), str(it.postmark_on)) == ("2026-11-23T00:30:00+00:00", "2026-11-20")
    entry = (await room.sheet(letter["letter_id"]))["entry"]
    assert (entry["item_no"], entry["matter_id"]) == (item.item_no, item.matter_id)
    assert item.item_no == f"{COUNTY}20261123L00001"


async def test_an_incomplete_letter_is_registered_all_the_same(room: LetterRoom) -> None:
    ((letter,)) = await room.bundle(UNREADABLE)
    assert (
        await room.up_to_entry(letter["letter_id"], registration={"petitioner": {"name": "某村民"}})
    ).status_code == 201
    (item,) = room.store.all(ITEMS).values()
    assert item.registered.incomplete


async def test_entered_twice_there_is_one_item_even_if_the_letter_was_not_written(room: LetterRoom) -> None:
    ((letter,)) = await room.bundle(ORDINARY)
    id_ = letter["letter_id"]
    first = await room.up_to_entry(id_, key="enter-it-now")
    again = await room.enter(id_, key="enter-it-now")
    assert (again.json()["repeated"], again.json()["letter_no"]) == (True, first.json()["letter_no"])
    # as if the process had ended between the two writes: the item is there, the letter does not know it yet
    before = room.store.documents["letters", id_]
    room.store.documents["letters", id_] = type(before)(
        LETTERS, id_, _before_entry(room, id_), before.version
    )
    room.clock.advance(timedelta(minutes=1))
    assert (await room.enter(id_, opinion="改为交办")).status_code == 201
    assert len(room.store.all(ITEMS)) == 1


def _before_entry(room: LetterRoom, id_: str) -> Any:
    letter = None
    for unsent in room.store.said["letters", id_][:3]:
        letter = after(letter, read("letter_step_taken", 1, unsent.body))  # type: ignore[arg-type]
    return letter


async def test_what_is_wrong_in_the_registration_is_said_at_its_field_and_nothing_is_registered(
    room: LetterRoom,
) -> None:
    ((letter,)) = await room.bundle(ORDINARY)
    answer = await room.up_to_entry(letter["letter_id"], registration={"place_code": "110101"})
    assert answer.status_code == 422
    assert "事发地不在本县" in answer.json()["fields"]["place_code"]
    assert room.store.all(ITEMS) == {}


async def test_out_of_order_or_in_conflict_nothing_is_registered(room: LetterRoom) -> None:
    ((letter,)) = await room.bundle(ORDINARY)
    early = await room.enter(letter["letter_id"])
    assert (early.status_code, early.json()["because"]) == (
        409,
        "这封信现在是“已签收”，登记审阅须在“已装订”时办理。",
    )
    conflict = await room.up_to_entry(letter["letter_id"], conflict=True)
    assert (conflict.json()["code"], conflict.json()["because"]) == (
        "RECUSAL_PENDING",
        "该人员应当回避或回避申请未决。",
    )
    assert room.store.all(ITEMS) == {}
    assert (await room.step(letter["letter_id"], "enter_letter")).status_code == 400


async def test_the_whole_way_and_what_stands_on_the_sheet(room: LetterRoom) -> None:
    ((letter,)) = await room.bundle(ORDINARY)
    id_ = letter["letter_id"]
    await room.up_to_entry(id_, opinion="转县民政局核实办理")
    await room.step(id_, "endorse_letter", "deputy", note="请民政局 15 日内报结果", mode="FORWARD")
    assert (await room.step(id_, "tell_sender", note="书面告知已寄")).status_code == 200
    assert (await room.step(id_, "set_letter_mode", mode="ASSIGN")).json()["code"] == "NOT_AS_ENDORSED"
    assert (await room.step(id_, "set_letter_mode", mode="FORWARD")).status_code == 200
    for act, form in (
        ("skip_follow_letter", {"note": "转送件不督办"}), ("check_letter", {}), ("reply_letter", {"note": "电话回复"}),
        ("count_letter", {}), ("hand_over_letter", {"note": "2026 年信访卷第 18 号", "operator": "黄素芬"}),
    ):  # fmt: skip
        assert (await room.step(id_, act, **form)).status_code == 200
    sheet = await room.sheet(id_)
    assert [step.get("row") for step in sheet["steps"]] == [
        "LT1", "LT2", "LT3", "LT4", "LT5", "LT6", "LT7", "LT8s", "LT9", "LT10", "LT11", "LT12",
    ]  # fmt: skip
    assert (sheet["state"], sheet["acts"], sheet["steps"][11]["operator"]) == ("BOUND_OVER", [], "黄素芬")


async def test_custody_blocks_binding_over_and_the_book_keeps_both_lines(room: LetterRoom) -> None:
    ((letter,)) = await room.bundle(TELEGRAM)
    id_ = letter["letter_id"]
    assert (await room.post(f"/letters/{id_}/valuables", THING, key="kept-once")).status_code == 201
    assert (await room.post(f"/letters/{id_}/valuables", THING, key="kept-once")).json()["repeated"]
    (line,) = (await room.get("/letters/custody")).json()
    assert (line["what"], line["returned"], line["letter_no"]) == ("现金", None, letter["letter_no"])
    await room.up_to_entry(id_, opened=True)
    await room.step(id_, "endorse_letter", "deputy", note="转送", mode="FORWARD")
    for act, form in (
        ("tell_sender", {}), ("set_letter_mode", {"mode": "FORWARD"}), ("follow_letter", {}), ("check_letter", {}),
        ("reply_letter", {}), ("count_letter", {}),
    ):  # fmt: skip
        assert (await room.step(id_, act, **form)).status_code == 200
    assert (await room.step(id_, "hand_over_letter")).json()["code"] == "CUSTODY_OPEN"
    back = await room.post(f"/letters/{id_}/valuables/{line['valuable_id']}/return", RECEIPT)
    assert back.status_code == 200
    assert "覃桂兰" not in json.dumps(
        [u.body.decode() for u in room.store.said["letters", id_]], ensure_ascii=False
    )
    assert (await room.step(id_, "hand_over_letter")).status_code == 200
    (line,) = (await room.get("/letters/custody")).json()
    assert line["returned"]["proof"] == RECEIPT["proof"]


async def test_a_group_is_led_by_one_joins_its_matter_and_is_answered_once(room: LetterRoom) -> None:
    lead, second, third = await room.bundle(ORDINARY, ORDINARY, UNREADABLE)
    members = [second["letter_id"], third["letter_id"]]
    told = await room.post("/letters/groups", {"lead_no": lead["letter_no"], "letters": members})
    assert told.status_code == 201
    assert (await room.sheet(lead["letter_id"]))["followers"] == 2
    early = await room.up_to_entry(second["letter_id"])
    assert "请先登记那一封" in early.json()["fields"]["repeat_of"]
    await room.up_to_entry(lead["letter_id"])
    await room.enter(second["letter_id"])
    matters = {item.matter_id for item in room.store.all(ITEMS).values()}
    assert (len(room.store.all(ITEMS)), len(matters)) == (2, 1), "each is counted, the matter is one"
    chained = await room.post("/letters/groups", {"lead_no": second["letter_no"], "letters": members[1:]})
    assert f"请改填 {lead['letter_no']}" in chained.json()["fields"]["lead_no"]
    under = await room.post(
        "/letters/groups", {"lead_no": second["letter_no"], "letters": [lead["letter_id"]]}
    )
    assert under.status_code == 422
    await room.post("/letters/groups", {"letters": members[1:]})
    assert (await room.sheet(lead["letter_id"]))["followers"] == 1


async def test_the_shelf_stands_by_township_and_time_and_a_list_empties_it(room: LetterRoom) -> None:
    rows = await room.bundle(UNREADABLE, UNREADABLE)
    for row, place in zip(rows, ("004", "003"), strict=True):
        registration = {"place_code": COUNTY + place, "petitioner": {}}
        for act in ("open_letter", "bind_letter"):
            await room.step(row["letter_id"], act)
        await room.enter(row["letter_id"], mode="HOLD", registration=registration)
        await room.step(row["letter_id"], "endorse_letter", "deputy", note="同意暂存", mode="HOLD")
        await room.step(row["letter_id"], "skip_tell_sender", note="姓名、住址不清")
        await room.step(row["letter_id"], "set_letter_mode", mode="HOLD")
        shelved = await room.post(
            f"/letters/{row['letter_id']}/shelf", {"reason": "NO_VALUE_OR_UNCLEAR", "box": "3 盒"}
        )
        assert shelved.status_code == 200, shelved.text
    ids = [row["letter_id"] for row in rows]
    shelf = (await room.get("/letters/shelf")).json()
    assert [row["letter_id"] for row in shelf["rows"]] == ids[::-1]
    assert (shelf["at_least_days"], shelf["rows"][0]["ripe"]) == (365, False)
    early = await room.post("/letters/destructions", {"letters": ids})
    assert "暂存未满 365 天" in early.json()["fields"]["letters"]

    room.at(NOW + timedelta(days=366))
    assert all(row["ripe"] for row in (await room.get("/letters/shelf")).json()["rows"])
    list_ = (await room.post("/letters/destructions", {"letters": ids})).json()
    path = f"/letters/destructions/{list_['list_id']}"
    assert (await room.post(f"{path}/approve_destruction", {})).json()["code"] == "ROLE_NOT_ALLOWED"
    assert (await room.post(f"{path}/approve_destruction", {}, "deputy")).status_code == 200
    assert (await room.post(f"{path}/execute_destruction", {"witnesses": ["黄素芬"]})).json()[
        "code"
    ] == "TWO_WITNESSES"
    assert (await room.sheet(ids[0]))["shelf"]["state"] == "ON_SHELF", (
        "nothing was destroyed before two witnesses"
    )
    await room.post(f"/letters/{ids[1]}/shelf/leave", {"because": "来信人补充了新情况"})
    done = await room.post(
        f"{path}/execute_destruction", {"witnesses": ["黄素芬", "谭思远"]}, key="burn-them-once"
    )
    assert (done.json()["state"], done.json()["left_out"]) == ("EXECUTED", 1)
    assert (
        await room.post(
            f"{path}/execute_destruction", {"witnesses": ["黄素芬", "谭思远"]}, key="burn-them-once"
        )
    ).json()["repeated"]
    sheet = await room.sheet(ids[0])
    assert (sheet["shelf"]["state"], list_["list_no"] in sheet["shelf"]["left_because"]) == (
        "DESTROYED",
        True,
    )
    (kept,) = (await room.get("/letters/destructions")).json()
    assert [bool(one["left_out"]) for one in kept["letters"]] == [False, True]
    assert kept["witnesses"] == ["黄素芬", "谭思远"]


async def test_an_unsigned_accusation_is_answered_by_nobody_and_its_words_stay_with_who_works_on_it(
    room: LetterRoom,
) -> None:
    (letter,) = await room.bundle(UNREADABLE)
    id_, accusation = (
        letter["letter_id"],
        {"matter_class": "ACCUSATION", "petitioner": {"is_anonymous": True}},
    )
    assert (await room.up_to_entry(id_, opinion="拟移送纪委", registration=accusation)).status_code == 201
    await room.step(id_, "endorse_letter", "deputy", note="同意", mode="ASSIGN")
    told = await room.step(id_, "tell_sender")
    assert (told.status_code, told.json()["code"]) == (409, "NOBODY_TO_TELL")
    for act, form in (
        ("skip_tell_sender", {"note": "匿名来信"}), ("set_letter_mode", {"mode": "ASSIGN"}), ("follow_letter", {}), ("check_letter", {}),
    ):  # fmt: skip
        assert (await room.step(id_, act, **form)).status_code == 200
    assert (await room.step(id_, "reply_letter", note="已回复")).json()["code"] == "NOBODY_TO_TELL"
    assert (await room.step(id_, "skip_reply_letter", note="匿名来信")).status_code == 200
    notes = {
        who: "拟移送纪委" in json.dumps(await room.sheet(id_, who), ensure_ascii=False)
        for who in ("clerk", "deputy", "colleague")
    }
    assert notes == {"clerk": True, "deputy": True, "colleague": False}


async def test_the_author_of_a_secret_letter_is_shown_only_to_those_who_decide(room: LetterRoom) -> None:
    ((letter,)) = await room.bundle(ORDINARY)
    await room.up_to_entry(
        letter["letter_id"], registration={"matter_class": "ACCUSATION", "petitioner": {"is_anonymous": True}}
    )
    assert (await room.sheet(letter["letter_id"]))["sender"] == ""
    assert (await room.get("/letters")).json()[0]["sender"] == ""
    assert (await room.sheet(letter["letter_id"], "deputy"))["sender"] == ORDINARY["sender"]


async def test_a_letter_that_is_not_there(room: LetterRoom) -> None:
    for answer in (
        await room.step("450199:nobody", "open_letter"), await room.enter("450199:nobody"),
        await room.post("/letters/450199:nobody/valuables/v/return", RECEIPT),
        await room.post("/letters/450199:nobody/valuables", THING),
    ):  # fmt: skip
        assert (answer.status_code, answer.json()["because"]) == (409, "没有这封信。请核对来信编号。")
    assert (await room.get("/letters/450199:nobody")).status_code == 404


async def test_a_bundle_is_not_received_in_the_future(room: LetterRoom) -> None:
    answer = await room.post("/letters", {"letters": [ORDINARY], "received_at": "2026-11-24T08:30:00+08:00"})
    assert (answer.status_code, answer.json()["fields"]["received_at"]) == (
        422,
        "收到时间在将来。请核对日期。",
    )


async def test_a_restored_letter_is_what_its_events_say(room: LetterRoom) -> None:
    ((letter,)) = await room.bundle(ORDINARY)
    id_ = letter["letter_id"]
    await room.post(f"/letters/{id_}/valuables", THING)
    await room.held(id_)
    told = None
    for unsent in room.store.said["letters", id_]:
        type_ = dict(unsent.headers)["ce_type"].decode()
        heard: Any = type("Heard", (), {"event": read(type_, 1, unsent.body)})
        told = await RolledLetters(room.door).letter(told, heard)
    assert told == room.store.all(LETTERS)[id_]


async def test_what_no_calendar_and_no_envelope_holds_is_refused_at_its_field(room: LetterRoom) -> None:
    (letter,) = await room.bundle(ORDINARY)
    ancient = await room.step(letter["letter_id"], "open_letter", done_at="0001-01-01T00:00:00+08:00")
    assert (ancient.status_code, ancient.json()["fields"]["done_at"]) == (422, "年份不对。请核对日期。")
    endless = await room.step(letter["letter_id"], "open_letter", contents={"sheets": 10**30})
    assert endless.status_code == 422
    assert (await room.get(f"/letters/shelf?skip={10**30}")).status_code == 422
