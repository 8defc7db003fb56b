"""Registering a visit: what is missing is said in words, what is right is never typed twice, the slip comes at once."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from lianjie_contracts.base import Petitioner
from tests.workbench.county import owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Town

GOOD = {
    "id_no": "450199195806142248", "name": "覃桂兰", "phone": "13877514267", "address": "河西街道安置小区三期 6 栋", "place": f"{COUNTY}003",
    "headcount": "23", "title": "安置房三期屋顶漏水两年没修好", "claims": "修好屋面渗漏\n\n公开物业费收支", "urgency": "MAJOR",
    "litigation": "NONE", "care": "1",
}  # fmt: skip


@pytest.fixture
def front() -> Front:
    return Front().sign_in("registrar")


def test_the_slip_shows_number_code_and_what_comes_next(front: Front) -> None:
    answer = front.send("/register", GOOD)
    assert answer.status_code == 200
    page = text(answer)
    for said in (
        "450199 20260928 V00012",
        "7KQ 2MW X9D",
        "2026年9月28日 09:41",
        "覃*兰",
        "修好屋面渗漏",
        "0775-2830016",
        "/query",
    ):
        assert said in page, said


def registered(*forms: dict[str, str], channel: str = "VISIT") -> list[dict[str, Any]]:
    """What intake is asked to register when these forms are sent one after the other."""
    sent: list[dict[str, Any]] = []

    def record(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/items":
            sent.append(json.loads(request.content))
        return owners_of(Town())(request)

    front = Front(Town(), httpx.MockTransport(record)).sign_in("registrar")
    for form in forms:
        assert front.send("/register", {"channel": channel, **form}).status_code == 200
    return sent


def test_intake_is_asked_for_exactly_what_was_typed() -> None:
    (body,) = registered(GOOD)
    assert body["petitioner"] == {
        "name": "覃桂兰", "is_anonymous": False, "id_type": "RESIDENT", "id_no": "450199195806142248", "id_unavailable_reason": "",
        "ethnicity": "", "occupation": "", "phone": "13877514267", "address": "河西街道安置小区三期 6 栋", "email": "", "consents_electronic": False,
    }  # fmt: skip
    assert (body["channel"], body["place_code"], body["headcount"]) == ("VISIT", f"{COUNTY}003", 23)
    assert body["claims"] == ["修好屋面渗漏", "公开物业费收支"]
    assert (body["urgency"], body["litigation_status"], body["special_needs"]) == ("MAJOR", "NONE", ["care"])
    assert "received_at" not in body, (
        "a page may stand open for hours: intake takes the moment of registration"
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "没有姓名。请照证件填写。"),
        ({"phone": "1387751426"}, "手机号少 1 位。请补足 11 位；座机请写区号，如 0775-2830016。"),
        ({"id_no": ""}, "没有证件号码。请读卡或输入 18 位号码；确实没有的，勾“证件暂缺”。"),
        ({"id_missing": "1", "id_reason": ""}, "勾了“证件暂缺”，请写一句原因，如 忘带。"),
        ({"place": ""}, "没有选事发地。"),
        ({"headcount": "0"}, "来访人数要是 1 以上的整数。"),
        ({"headcount": "一"}, "来访人数要是 1 以上的整数。"),
        ({"title": ""}, "没有一句话事由。"),
        ({"title": "长" * 101}, "一句话事由超过 100 字（现在 101 字）。"),
        ({"consent": "1"}, "同意电子送达，须填电子邮箱。"),
    ],
)
def test_each_gap_is_named_with_its_remedy_and_the_rest_is_kept(
    front: Front, changed: dict[str, str], said: str
) -> None:
    answer = front.send("/register", GOOD | changed)
    assert answer.status_code == 422
    assert said in text(answer)
    kept = {"name": 'value="覃桂兰"', "address": "安置小区三期 6 栋"}
    assert all(value in answer.text for name, value in kept.items() if name not in changed)


def test_the_caret_returns_to_the_first_field_to_mend(front: Front) -> None:
    assert re.search(r'id="id_no"[^>]* autofocus', front.get("/register").text)
    page = front.send("/register", GOOD | {"phone": "1387751426"}).text
    assert re.findall(r'id="(\w+)"[^>]* autofocus', page) == ["phone"]
    assert re.search(r'id="phone"[^>]*aria-describedby="phone-error[^"]*" aria-invalid="true"', page)


def test_a_missing_document_is_a_tick_with_a_reason_and_never_a_wall() -> None:
    (body,) = registered(GOOD | {"id_missing": "1", "id_reason": "忘带"})
    assert (body["petitioner"]["id_no"], body["petitioner"]["id_unavailable_reason"]) == ("", "忘带")


def test_of_a_visit_the_claims_may_wait_for_the_interview() -> None:
    (body,) = registered({name: value for name, value in GOOD.items() if name != "claims"})
    assert body["claims"] == []


def test_a_call_without_name_address_or_document_is_registered_all_the_same() -> None:
    call = {"phone": "13877514267", "place": f"{COUNTY}003", "title": "路灯三个月不亮"}
    (body,) = registered(call, channel="PHONE")
    assert (body["channel"], body["petitioner"]["name"], body["headcount"]) == ("PHONE", "", 1)


def test_a_letter_keeps_the_day_it_came_and_may_be_anonymous() -> None:
    letter = {"anonymous": "1", "place": f"{COUNTY}003", "title": "反映村账", "received_on": "2026-09-25", "postmark_on": "2026-09-23"}  # fmt: skip
    (body,) = registered(letter, channel="LETTER")
    assert body["petitioner"]["is_anonymous"]
    assert (body["received_at"], body["postmark_on"]) == ("2026-09-25T00:00:00+08:00", "2026-09-23")


@pytest.mark.parametrize("channel", ["VISIT", "PHONE", "LETTER", "FAX", "ONLINE"])
def test_every_channel_has_a_form_of_its_own(front: Front, channel: str) -> None:
    page = front.get(f"/register?channel={channel}").text
    assert f'name="channel" value="{channel}"' in page
    assert f'href="/register?channel={channel}" aria-current="page"' in page
    assert ('name="received_on"' in page) == (channel in {"LETTER", "FAX", "ONLINE"})
    assert ('name="anonymous"' in page) == (channel != "VISIT")


def test_a_group_names_its_representatives_and_who_acts_with_a_mandate() -> None:
    group = {
        "headcount": "80", "rep_1_name": "陆小凤", "rep_1_phone": "13877514268", "rep_5_name": "花满楼",
        "agent_name": "司空摘", "agent_mandate": "委托书 2026-7",
    }  # fmt: skip
    (body,) = registered(GOOD | group)
    assert [person["name"] for person in body["representatives"]] == ["陆小凤", "花满楼"]
    assert body["agents"] == [
        {"person": {"name": "司空摘", "id_no": "", "phone": ""}, "mandate": "委托书 2026-7"}
    ]


def test_a_sentence_about_the_second_representative_stands_at_the_row_that_was_typed() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/items":
            return owners_of(Town())(request)
        fields = {"representatives.1.id_no": "身份证号码少 1 位。", "agents.0.mandate": "没有委托书。"}
        return httpx.Response(422, json={"code": "FIELDS_INVALID", "because": "请检查。", "fields": fields})

    front = Front(Town(), httpx.MockTransport(refuse)).sign_in("registrar")
    page = front.send("/register", GOOD | {"rep_1_name": "甲", "rep_4_id_no": "1", "agent_name": "乙"}).text
    assert '<p class="err" id="rep_4_id_no-error">身份证号码少 1 位。' in page
    assert '<p class="err" id="agent_mandate-error">没有委托书。' in page


@pytest.mark.parametrize(
    "read",
    [
        "姓名 覃桂兰 性别 女 民族 壮 出生 1958年6月14日 住址 河西街道安置小区三期 6 栋 公民身份号码 450199195806142248",
        "覃桂兰,女,壮,19580614,河西街道安置小区三期 6 栋,450199195806142248,云岭县公安局,20120304,长期",
    ],
)
def test_a_card_that_was_read_fills_the_form_with_or_without_script(front: Front, read: str) -> None:
    (body,) = registered(GOOD | {"id_no": read, "name": "", "address": ""})
    told = body["petitioner"]
    assert told["ethnicity"] == "壮族"
    assert (told["id_no"], told["name"], told["address"]) == ("450199195806142248", "覃桂兰", "河西街道安置小区三期 6 栋")  # fmt: skip
    live = front.send("/register/identity", {"id_no": read}, page="/register").text
    assert '<data data-card="name" value="覃桂兰">' in live
    assert "✓ 校验通过" in live


def test_the_identity_number_is_checked_while_it_is_typed(front: Front) -> None:
    good = front.send("/register/identity", {"id_no": "450199 19580614 2248"}, page="/register")
    assert "✓ 校验通过 女 68 岁 居民身份证" in text(good)
    assert "身份证号码少 8 位" in text(
        front.send("/register/identity", {"id_no": "4501991958"}, page="/register")
    )


def test_an_intake_that_is_down_keeps_every_word() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("down")

    front = Front(owners=httpx.MockTransport(away)).sign_in("registrar")
    answer = front.send("/register", GOOD)
    assert answer.status_code == 503
    assert "登记服务暂时连不上 您填的内容还在，没有丢。" in text(answer)
    assert "安置房三期屋顶漏水两年没修好" in answer.text
    assert text(front.send("/register/identity", {"id_no": "1"}, page="/register")) == ""


def test_only_the_window_registers(front: Front) -> None:
    assert Front().sign_in("router").get("/register").status_code == 403
    assert "来访登记" in front.get("/matters").text
    assert "来访登记" not in Front().sign_in("router").get("/matters").text


def test_what_i_registered_today_stands_beside_the_form(front: Front) -> None:
    assert "今天已登记" in text(front.get("/register"))
    from tests.workbench.town import Story, at

    Story(front.town, "路灯三个月不亮", at(9, 28, 9)).registered().opened()
    assert "路灯三个月不亮" in front.get("/register").text
    assert "路灯三个月不亮" in front.get("/matters?list=today").text


def test_a_day_counts_what_was_registered_in_it_however_long_ago_it_was_received(front: Front) -> None:
    from tests.workbench.town import NOW, Story, at

    somebody = Petitioner(petitioner_id=f"{COUNTY}:x")
    for n in range(9):
        story = Story(front.town, f"来信 {n}", at(9, 20)).registered()
        item = story._item(somebody, at(9, 20), story.number, repeat=False)
        front.town.say("intake", f"item:{story.item_id}", item.model_copy(update={"registered_at": NOW}))
    assert re.search(r"今天已登记 <small>9 件", front.get("/register").text)
    assert front.get("/matters?list=today").text.count("data-row=") == 9


def test_everything_wrong_is_said_at_once(front: Front) -> None:
    wrong = {"id_no": "4501991958", "phone": "138775142", "email": "qin", "name": "", "headcount": "0"}
    said = text(front.send("/register", GOOD | wrong))
    for sentence in (
        "身份证号码少 8 位",
        "手机号少 2 位",
        "电子邮箱缺“@”或域名",
        "没有姓名。",
        "来访人数要是 1 以上的整数。",
        "还有 5 处要改",
    ):
        assert sentence in said, sentence


def test_a_letter_over_the_counter_says_where_the_post_is_signed_for(front: Front) -> None:
    page = front.get("/register?channel=LETTER")
    assert "邮寄来的信，成批签收。 签收来信" in text(page)
    assert "当面递到窗口的，用“窗口收信登记”" in text(front.get("/letters/new"))
    assert "邮寄来的信" not in text(front.get("/register?channel=VISIT"))
