"""The citizen's page: by number and code, without an account, in two languages."""

from __future__ import annotations

import httpx
import pytest

from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Story, at

NUMBER = "45019920260730V00001"


@pytest.fixture
def front() -> Front:
    return Front()


def look(front: Front, number: str = NUMBER, code: str = "GOODCODE9", query: str = "") -> httpx.Response:
    answer = front.send(f"/query{query}", {"number": number, "code": code})
    return front.get(answer.headers["location"]) if answer.status_code == 303 else answer


def test_state_holder_date_and_telephone_come_first(front: Front) -> None:
    page = text(look(front, "450199 20260730 v00001", "good code 9".replace(" ", "").upper()))
    first = page[: page.index("办到哪一步了")]
    for said in ("正在办理", "县住建局", "最迟 10月8日（周四）", "0775-2831010"):
        assert said in first, said


def test_steps_done_are_ticked_and_the_next_ones_say_their_latest_date(front: Front) -> None:
    page = look(front)
    assert page.text.count('class="past"') == 3
    assert 'class="cur" aria-current="step"' in page.text
    assert "最迟 10月8日。不满意，30 日内可以申请复查。" in text(page)


def test_nothing_internal_and_nobody_else_is_shown(front: Front) -> None:
    page = look(front).text
    for hidden in ("覃", "138", "莫志远", "理由", "routing", "督办"):
        assert hidden not in page, hidden


def test_it_speaks_english(front: Front) -> None:
    page = text(look(front, query="?lang=en"))
    for said in (
        "Being handled",
        "by Thursday, 8 October at the latest",
        "Your requests: 3",
        "30 July",
        "中文",
    ):
        assert said in page, said
    assert '<html lang="en"' in front.get("/query?lang=en").text


def test_larger_type_and_language_are_links_that_keep_each_other(front: Front) -> None:
    page = look(front, query="?lang=en").text
    assert 'href="/query?lang=en&amp;size=large"' in page
    assert 'class="larger"' in front.get("/query?size=large").text


def test_a_wrong_code_and_an_unknown_number_are_told_alike(front: Front) -> None:
    wrong, unknown = look(front, code="WRONG"), look(front, number="45019920260730V99999")
    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert "没有找到。请对照回执核对编号和查询码" in text(wrong)
    assert text(wrong).replace(NUMBER, "") == text(unknown).replace("45019920260730V99999", "")


def test_guessing_is_stopped_with_a_telephone_number() -> None:
    def stopped(_: httpx.Request) -> httpx.Response:
        return httpx.Response(429, json={"because": "-"})

    answer = look(Front(owners=httpx.MockTransport(stopped)))
    assert answer.status_code == 429
    assert "0775-2830016" in text(answer)


def test_the_page_closes_for_the_next_person(front: Front) -> None:
    look(front)
    front.send("/query/leave", {}, page="/query")
    assert "查询码" in text(front.get("/query"))


def test_number_and_code_only_read_they_do_not_open_a_staff_page(front: Front) -> None:
    look(front)
    assert front.get("/matters").headers["location"] == "/sign-in"


def test_an_accusation_shows_that_it_is_there_and_not_what_it_says(front: Front) -> None:
    page = look(front, front.matter("侵占危房补助").number)
    assert "您反映的事（按规定保密）" in text(page)
    assert "侵占" not in page.text


def test_what_was_answered_stands_beside_each_request(front: Front) -> None:
    page = text(look(front, front.matter("公租房").number))
    assert "已经书面答复您" in page
    assert "支持：予以支持，30 日内完成。" in page
    assert "《信访处理意见书》，8月21日送达" in page


def test_a_matter_not_yet_passed_on_says_until_when_it_must_be(front: Front) -> None:
    story = Story(front.town, "路灯不亮", at(9, 28)).registered().opened()
    page = text(look(front, story.number))
    assert "9月28日。15 日内转给有权处理的单位。" in page
    assert "等待转交单位" in page


def test_an_intake_that_is_down_leaves_a_telephone_number() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("down")

    answer = look(Front(owners=httpx.MockTransport(away)))
    assert answer.status_code == 503
    assert "暂时查不到" in text(answer)
    assert COUNTY not in text(answer).replace(NUMBER, "")


def test_a_machine_asks_for_its_own_county_alone() -> None:
    page = text(Front().get(f"/query?terminal={COUNTY}"))
    assert ("云岭县群众信访联合接访中心" in page, "青石县" in page) == (True, False)
    assert "青石县" in text(Front().get("/query?terminal=999999"))
