"""The library of legal bases in the window: searched by its page, chosen from in the forms, and refused there when it has expired."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from tests.workbench.front import Front, text

EXPIRED = "请引用现行有效的法律依据：《信访条例》（2005年）有效到2022年4月30日，现行的是《信访工作条例》。请改引现行有效的条文。"


@pytest.fixture
def front() -> Front:
    return Front().sign_in("zjj.head")


def test_an_article_is_found_by_what_it_says_and_only_if_it_holds_that_day(front: Front) -> None:
    shown = text(front.get("/laws?q=复查"))
    assert "《信访工作条例》第三十五条 复查" in shown
    assert "《信访条例》第三十四条" not in shown
    then = text(front.get("/laws?q=复查&on=2022-04-30"))
    assert "《信访条例》第三十四条 复查" in then
    assert "《信访工作条例》第三十五条" not in then


def test_what_does_not_hold_any_more_is_shown_as_such(front: Front) -> None:
    shown = text(front.get("/laws?q=信访条例&every=1&on=2026-09-28"))
    assert "信访条例 2005年 已失效" in shown
    assert "2005年5月1日起至2022年4月30日" in shown


def test_where_nobody_has_compared_a_text_the_page_says_so(front: Front) -> None:
    assert (
        "城市供水条例 2020年修订 《城市供水条例》第二十二条 水压和不间断供水 2020年3月27日起 未与官方文本核对"
        in text(front.get("/laws?q=城市供水"))
    )


def test_nothing_found_says_what_to_try(front: Front) -> None:
    assert "没有这样的条文" in text(front.get("/laws?q=无此法"))
    assert front.get("/laws?on=昨天").status_code == 200


def test_the_rules_lead_to_the_library(front: Front) -> None:
    assert 'href="/laws"' in front.get("/rules").text


def test_an_opinion_chooses_its_laws_from_those_in_force_today(front: Front) -> None:
    page = front.get(f"/matters/{front.matter('安置小区').id}/opinion").text
    assert (
        len(
            re.findall(
                r'<input class="in" id="legal_basis~\d" name="legal_basis~\d" value="" list="laws"', page
            )
        )
        == 3
    )
    options = re.search(r'<datalist id="laws">(.*?)</datalist>', page, re.DOTALL)
    assert options is not None
    assert '<option value="《民法典》第二百八十八条">相邻关系的处理原则</option>' in options[1]
    assert "《信访条例》" not in options[1]


def test_an_opinion_is_sent_with_each_law_it_cites_and_a_refusal_stands_at_the_field() -> None:
    asked: list[dict[str, Any]] = []

    def refusing(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(404, json={})
        asked.append(json.loads(request.content))
        return httpx.Response(409, json={"code": "BASIS_MISSING_OR_EXPIRED", "because": EXPIRED})

    front = Front(owners=httpx.MockTransport(refusing)).sign_in("zjj.head")
    claims = {
        f"{field}_{n}": value
        for n in range(1, 4)
        for field, value in (("result", "SUPPORT"), ("answer", "予以解决。"))
    }
    answer = front.send(
        f"/matters/{front.matter('安置小区').id}/opinion",
        {"number": "住建信处〔2026〕58号", "facts": "属实", "evidence": "照片", "review_organ": "县人民政府", "drafted_by": "黄建业",
         "legal_basis~0": "《信访条例》第三十三条", "legal_basis~2": "《民法典》第二百八十八条", **claims},
    )  # fmt: skip
    assert asked[0]["opinion"]["legal_basis"] == ["《信访条例》第三十三条", "《民法典》第二百八十八条"]
    assert answer.status_code == 409
    assert f'<p class="err" id="legal_basis-error">{EXPIRED}</p>' in answer.text
    assert 'id="legal_basis~1" name="legal_basis~1" value="《民法典》第二百八十八条"' in answer.text
