"""Beside the form: what may be the same, ground by ground, and three exits of which none is chosen for the clerk."""

from __future__ import annotations

import re
from datetime import date

import httpx
import pytest

from services.workbench.language import language
from services.workbench.repeats import decisions, joined, question
from services.workbench.views.repeats import marked, repeats
from services.workbench.web.forms import Form
from tests.workbench.county import REPEATS, owners_of
from tests.workbench.front import Front, text
from tests.workbench.test_register_page import GOOD, registered
from tests.workbench.town import Town

ROOF = "45019920260730V00008"


@pytest.fixture
def front() -> Front:
    return Front().sign_in("registrar")


def test_matching_words_stand_apart_and_the_longer_one_wins() -> None:
    assert marked("安置房三期漏水", ("三期", "安置房三期")) == (("安置房三期", True), ("漏水", False))
    assert marked("漏水", ()) == (("漏水", False),)


def test_one_row_for_each_ground_and_place_and_day_only_of_another_county() -> None:
    shown = repeats(REPEATS, {ROOF: "new"}, date(2026, 9, 28), language("zh"))
    (roof,) = shown.candidates
    assert [(row.name, row.same) for row in roof.grounds] == [("人", True), ("事由", True), ("地点", False)]
    assert roof.under == "7月30日来访　办理中　同一件事来过 3 次"
    assert roof.decided == "new"
    assert shown.elsewhere == ("青石县城关镇　5月12日 也有登记",)


def test_nothing_is_asked_while_too_little_is_typed() -> None:
    assert question(Form("k", {"title": "漏水"})) is None
    assert question(Form("k", {"name": "覃桂兰"})) is None
    assert question(Form("k", {"name": "覃桂兰", "phone": "13877514267"})) is not None
    assert question(Form("k", {"title": "安置房三期屋顶漏水"})) is not None


def test_a_number_that_could_not_be_checked_is_not_compared() -> None:
    asked = question(Form("k", {"id_no": "450199195806142248", "id_missing": "1", "title": "安置房三期漏水"}))
    assert asked is not None
    assert asked["petitioner"]["id_no"] == ""


def test_the_page_shows_both_sides_and_chooses_nothing(front: Front) -> None:
    answer = front.send("/register/repeats", GOOD, page="/register")
    said = text(answer)
    for sentence in (
        "这一次 已登记的",
        "是同一件：并入",
        "同一人，新的事",
        "不是 Alt+3",
        "按规定只显示地点和日期",
    ):
        assert sentence in said, sentence
    assert "<mark>三期</mark>" in answer.text
    assert not re.search(r'name="decided_[^>]*checked', answer.text)
    assert "%" not in said


def test_while_nothing_changes_nothing_is_redrawn_so_that_nobody_is_disturbed_in_reading(
    front: Front,
) -> None:
    tokens = front.tokens("/register")
    first = front.ask(
        "POST", "/register/repeats", data={**tokens, **GOOD}, headers={"hx-request": "true"}
    ).text
    seen = re.search(r'name="seen" value="(\w+)"', first)
    assert seen
    again = {**tokens, **GOOD, "seen": seen[1], f"decided_{ROOF}": "same"}
    answer = front.ask("POST", "/register/repeats", data=again, headers={"hx-request": "true"})
    assert answer.status_code == 204


def test_the_decision_goes_along_with_the_registration() -> None:
    merged, new, neither = registered(
        GOOD | {f"decided_{ROOF}": "same", f"compared_{ROOF}": "person:1,title:0"}, GOOD | {f"decided_{ROOF}": "new"}, GOOD | {f"decided_{ROOF}": "other"}
    )  # fmt: skip
    shown = [{"ground": "person", "same": True}, {"ground": "title", "same": False}]
    assert (merged["repeat_of"], merged["repeats"]) == (
        ROOF,
        [{"item_no": ROOF, "result": "REPEAT", "grounds": shown}],
    )
    assert (new["repeat_of"], new["repeats"][0]["result"]) == (None, "NEW_FACTS")
    assert (neither["repeat_of"], neither["repeats"][0]["result"]) == (None, "NEW")


def test_what_intake_says_of_a_decision_stands_above_the_candidates() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/items":
            return owners_of(Town())(request)
        fields = {"repeat_of": "没有这个编号的信访件，不能并入。请核对编号。"}
        return httpx.Response(422, json={"code": "FIELDS_INVALID", "because": "请检查。", "fields": fields})

    front = Front(Town(), httpx.MockTransport(refuse)).sign_in("registrar")
    page = front.send("/register", GOOD | {f"decided_{ROOF}": "same"}).text
    assert '<p class="err" id="repeats-error">没有这个编号的信访件' in page


def test_one_registration_joins_one_matter(front: Front) -> None:
    both = GOOD | {f"decided_{ROOF}": "same", "decided_45019920260731V00001": "same"}
    answer = front.send("/register", both)
    assert answer.status_code == 422
    assert "选了 2 条都是同一件。一次登记只能并入一件" in text(answer)


def test_a_word_that_is_no_exit_decides_nothing() -> None:
    form = Form("k", {f"decided_{ROOF}": "yes"})
    assert (dict(decisions(form)), joined(form)) == ({}, ())
