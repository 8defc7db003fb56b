"""Registrations not finished: kept sealed while typing, for their clerk alone, for a day, and never twice registered."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from services.workbench.drafts import opened, sealed
from tests.workbench.front import Front, text
from tests.workbench.test_register_page import GOOD
from tests.workbench.town import COUNTY, DIRECTORY, NOW, Town


@pytest.fixture
def front() -> Front:
    return Front().sign_in("registrar")


def save(front: Front, values: dict[str, str], **headers: str) -> httpx.Response:
    return front.ask("POST", "/register/draft", data={**front.tokens("/register"), **values}, headers=headers)


def test_what_is_kept_can_be_read_by_this_window_only() -> None:
    town = Town()
    draft = sealed("d1", f"registrar@{COUNTY}", "VISIT", GOOD, NOW, town.safe)
    assert opened(draft, town.safe) == GOOD
    assert "覃桂兰" not in repr(draft)
    assert "450199195806142248" not in repr(draft)


def test_while_typing_the_page_says_when_it_was_kept(front: Front) -> None:
    answer = save(front, GOOD, **{"hx-request": "true"})
    assert "09:41:00 已存" in text(answer)


def test_a_draft_comes_back_with_every_word_and_its_own_key(front: Front) -> None:
    tokens = front.tokens("/register")
    front.post(
        "/register/draft", {**tokens, **GOOD, "channel": "VISIT", "decided_45019920260730V00008": "new"}
    )
    assert "安置房三期屋顶漏水两年没修好" in text(front.get("/register/drafts"))
    page = front.get(f"/register?draft={tokens['key']}").text
    assert f'name="key" value="{tokens["key"]}"' in page
    assert 'value="覃桂兰"' in page
    assert 'value="new" form="registration" id="decided-45019920260730V00008-new" checked' in page


def test_the_button_keeps_it_and_opens_the_next_form_of_the_same_channel(front: Front) -> None:
    answer = save(front, GOOD | {"channel": "PHONE"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/register?channel=PHONE&kept=1")
    page = front.get(answer.headers["location"])
    assert "已经存好，没有登记。" in text(page)
    assert "覃桂兰" not in page.text


def test_the_side_column_counts_them(front: Front) -> None:
    save(front, GOOD)
    assert "未完成的登记 1" in text(front.get("/matters"))


def test_they_are_nobody_elses(front: Front) -> None:
    tokens = front.tokens("/register")
    front.post("/register/draft", {**tokens, **GOOD})
    front.cookies = httpx.Cookies()  # the next clerk at the same window, from the next county
    front.send("/sign-in", {"username": "registrar@450198", "password": DIRECTORY.password})
    assert "没有未完成的登记" in text(front.get("/register/drafts"))
    assert "覃桂兰" not in front.get(f"/register?draft={tokens['key']}").text
    stolen = {**front.tokens("/register"), "key": tokens["key"], "title": "别的"}
    assert text(front.ask("POST", "/register/draft", data=stolen, headers={"hx-request": "true"})) == ""


def test_registered_is_over_even_for_a_save_that_comes_late(front: Front) -> None:
    tokens = front.tokens("/register")
    front.post("/register/draft", {**tokens, **GOOD})
    assert front.post("/register", {**tokens, **GOOD}).status_code == 200
    late = front.ask("POST", "/register/draft", data={**tokens, **GOOD}, headers={"hx-request": "true"})
    assert text(late) == ""
    assert "没有未完成的登记" in text(front.get("/register/drafts"))


def test_after_a_day_it_is_gone(front: Front) -> None:
    save(front, GOOD)
    front.town.clock.advance(timedelta(hours=24, seconds=1))
    assert "没有未完成的登记" in text(front.get("/register/drafts"))


def test_what_is_not_wanted_is_thrown_away(front: Front) -> None:
    tokens = front.tokens("/register")
    front.post("/register/draft", {**tokens, **GOOD})
    front.post(f"/register/drafts/{tokens['key']}/drop", front.tokens("/register"))
    assert "没有未完成的登记" in text(front.get("/register/drafts"))


def test_an_intake_that_is_down_leaves_a_draft_behind() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("down")

    front = Front(owners=httpx.MockTransport(away)).sign_in("registrar")
    assert front.send("/register", GOOD).status_code == 503
    assert "安置房三期屋顶漏水两年没修好" in text(front.get("/register/drafts"))


def test_a_talk_is_kept_and_goes_on_at_its_item(front: Front) -> None:
    page = front.get("/items/x/interview").text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    front.post("/register/draft", {**hidden, "facts_reasons": "两年前开始漏。"})
    assert "接谈" in text(front.get("/register/drafts"))
    address = f"/items/x/interview?draft={hidden['key']}"
    assert f'href="{address}"' in front.get("/register/drafts").text
    assert "两年前开始漏。</textarea>" in front.get(address).text
    front.post(
        "/items/x/interview", {**hidden, "claims": "修", "facts_reasons": "漏", "signed_petitioner": "1"}
    )
    assert "没有未完成的登记" in text(front.get("/register/drafts"))


def test_what_was_refused_leaves_one_draft_and_when_it_is_registered_none(front: Front) -> None:
    tokens = front.tokens("/register")
    front.post("/register/draft", {**tokens, **GOOD})
    wrong = front.post("/register", {**tokens, **GOOD, "rep_1_name": "refuse"})
    assert wrong.status_code == 422
    (key,) = set(re.findall(r'name="key" value="([^"]*)"', wrong.text))
    assert key != tokens["key"]
    assert "未完成的登记 1 件" in text(front.get("/register"))
    assert front.post("/register", {**tokens, **GOOD, "key": key}).status_code == 200
    assert "没有未完成的登记" in text(front.get("/register/drafts"))
