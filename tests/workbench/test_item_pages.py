"""After the registration: the talk with its record read back and signed, the screening with a path for each claim, corrections."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from services.workbench import stages
from services.workbench.language import language
from services.workbench.views.item import correctables
from services.workbench.web.forms import Form
from tests.workbench.county import ITEM, owners_of, sheet
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Town

TALK = {
    "claims": "修好屋面渗漏\n\n公开物业费收支", "facts_reasons": "两年前开始漏。", "prior_history": "找过物业\n找过街道",
    "consulted_units": "县住建局", "conduct": "",
}  # fmt: skip
SCREENED = {"matter_class": "APPEAL", "purpose": "SEEK_DECISION", "category_l2": "0303", "path_1": "PETITION", "path_2": "PETITION"}  # fmt: skip


@pytest.fixture
def front() -> Front:
    return Front().sign_in("registrar")


def asked(path: str, values: dict[str, str], page: str = "") -> dict[str, Any]:
    """What intake is asked when this form of an item is sent."""
    sent: list[dict[str, Any]] = []

    def record(request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and request.url.path == path:
            sent.append(json.loads(request.content))
        return owners_of(Town())(request)

    front = Front(Town(), httpx.MockTransport(record)).sign_in("registrar")
    assert front.send(path, values, page or path).status_code == 303
    (body,) = sent
    return body


def test_an_item_shows_what_is_missing_and_what_followed(front: Front) -> None:
    said = text(front.get("/items/x"))
    for sentence in (
        "还缺什么 登记 职业或单位",
        "接谈 已宣读，信访人、代表 2 签字",
        "错登：内容登错了 听错",
        "人数 2 → 3",
        "联系电话 个人信息已更正，不在这里显示",
    ):
        assert sentence in said, sentence


def test_after_a_talk_that_did_not_finish_the_next_is_one_step_away(front: Front) -> None:
    (address,) = re.findall(r'href="(/hall/appointments\?[^"]+)"', front.get("/items/x").text)
    assert address == "/hall/appointments?item_no=45019920260928V00012"


def test_the_talk_begins_with_what_is_known_and_names_representatives_of_a_group(front: Front) -> None:
    page = front.get("/items/x/interview").text
    assert "修好屋面渗漏\n公开物业费收支</textarea>" in page
    assert 'name="rep_5_name"' in page, "three heads, and nobody chosen yet"


def test_the_record_is_read_back_before_it_is_sent(front: Front) -> None:
    answer = front.send("/items/x/interview/record", TALK, page="/items/x/interview")
    said = text(answer)
    assert "信访接谈笔录" in said
    assert "以上笔录已向我宣读（我已看过），和我说的一致。" in said
    assert "覃桂兰" in said
    assert re.search(r'type="checkbox" name="signed_petitioner"', answer.text)
    assert 'name="facts_reasons" value="两年前开始漏。"' in answer.text


def test_a_record_without_claims_or_facts_is_not_a_record_yet(front: Front) -> None:
    answer = front.send("/items/x/interview/record", TALK | {"claims": " ", "facts_reasons": ""}, page="/items/x/interview")  # fmt: skip
    assert answer.status_code == 422
    assert "没有事实和理由。请写清何时、何地、何事。" in text(answer)
    assert "找过物业" in answer.text


def test_intake_is_told_who_signed() -> None:
    body = asked("/items/x/interview", TALK | {"signed_petitioner": "1", "signed_representatives.0": "1"})
    assert body["read_back"] == {
        "signed_by": ["petitioner", "representatives.0"],
        "refused_because": "",
    }
    assert body["claims"] == ["修好屋面渗漏", "公开物业费收支"]
    assert (body["prior_history"], body["conduct"]) == (["找过物业", "找过街道"], [])


def test_back_from_the_record_every_word_is_there(front: Front) -> None:
    page = front.send("/items/x/interview/again", TALK, page="/items/x/interview").text
    assert "找过物业\n找过街道</textarea>" in page


def test_each_claim_gets_a_path_and_the_category_names_its_first_level() -> None:
    body = asked("/items/x/screen", SCREENED)
    assert (body["category"], body["category_l2"]) == ("03", "0303")
    assert [(claim["claim_id"], claim["path"]) for claim in body["claims"]] == [("c1", "PETITION"), ("c2", "PETITION")]  # fmt: skip


def test_a_sentence_about_a_path_stands_at_its_claim(front: Front) -> None:
    answer = front.send("/items/x/screen", SCREENED | {"path_1": "ACCUSATION"})
    assert answer.status_code == 422
    assert '<p class="err" id="path_1-error">“移送纪检监察”不适用于所选事项性质。' in answer.text


def test_what_was_left_unchosen_is_said_in_words_of_the_page(front: Front) -> None:
    answer = front.send("/items/x/screen", SCREENED | {"path_1": "", "category_l2": ""})
    assert '<p class="err" id="path_1-error">还没有选办理途径。请选一项。' in answer.text
    assert '<p class="err" id="category_l2-error">还没有选内容分类。请选一项。' in answer.text
    assert "“甄别”还有 2 处要改。改好再按一次，填的内容都在。" in text(answer)
    assert "登记必填项有误" not in text(answer)


def test_a_correction_says_what_stands_there_and_sends_only_what_changes() -> None:
    body = asked(
        "/items/x/corrections",
        {
            "kind": "WRONG",
            "reason": "听错",
            "to_headcount": "23",
            "to_secrecy_requested": "yes",
            "to_claims": "修好屋面\n赔偿",
            "to_title": "",
        },
    )
    assert (body["kind"], body["found_by"]) == ("WRONG", f"registrar@{COUNTY}")
    assert body["changes"] == [
        {"field": "headcount", "to": "23"}, {"field": "secrecy_requested", "to": True}, {"field": "claims", "to": ["修好屋面", "赔偿"]},
    ]  # fmt: skip


def test_the_page_of_corrections_opens_nothing_personal(front: Front) -> None:
    said = text(front.get("/items/x/corrections"))
    assert "联系电话 已填，不在这里显示" in said
    assert "事发地 河西街道" in re.sub(r"\d ", "", said)
    assert "13877514267" not in said


def test_representatives_are_corrected_one_by_one_and_who_was_left_out_is_added(front: Front) -> None:
    said = text(front.get("/items/x/corrections"))
    assert "代表 1（补登）的姓名 没有填" in said
    assert "代表 2（补登）" not in said
    told = ITEM | {"people": [{"holder": "representatives.0", "filled": ["name"]}]}
    rows = correctables(sheet("VISIT"), told, [], language("zh"))
    assert [(row.label, row.now) for row in rows if "代表" in row.label] == [
        ("代表 1的姓名", "已填，不在这里显示"), ("代表 2（补登）的姓名", "没有填"),
        ("代表 1的证件号码", "没有填"), ("代表 2（补登）的证件号码", "没有填"),
    ]  # fmt: skip
    body = asked(
        "/items/x/corrections", {"kind": "OMITTED", "reason": "漏了", "to_representatives.1.name": "韦家宝"}
    )
    assert body["changes"] == [{"field": "representatives.1.name", "to": "韦家宝"}]
    form = Form("k", {"to_representatives.1.id_no": "3"})
    assert stages.errors({"representatives.1.id_no": "少 17 位。"}, form) == {
        "to_representatives.1.id_no": "少 17 位。"
    }


def test_a_refusal_keeps_what_was_typed(front: Front) -> None:
    answer = front.send("/items/x/corrections", {"kind": "WRONG", "reason": "refuse", "to_headcount": "23"})
    assert answer.status_code == 409
    assert "“更正登记”没有办成：该信访人的个人信息已按要求销毁" in text(answer)
    assert 'name="to_headcount" value="23"' in answer.text


def test_errors_of_a_correction_stand_at_the_field_that_was_changed() -> None:
    form = Form("k", {"to_title": "甲", "to_petitioner.phone": "1387751"})
    told = {"changes.1.field": "没有这一项。", "petitioner.phone": "手机号少 4 位。"}
    assert stages.errors(told, form) == {"to_petitioner.phone": "手机号少 4 位。"}


def test_only_whose_work_it_is_sees_an_item() -> None:
    assert Front().sign_in("zjj.liaison").get("/items/x").status_code == 403
    assert Front().sign_in("router").get("/items/x/interview").status_code == 403
    assert Front().sign_in("router").get("/items/x/screen").status_code == 200
