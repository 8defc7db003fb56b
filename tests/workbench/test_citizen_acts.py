"""What citizens do themselves, as a browser without script does it: acts with a code, handing in, a lost code, the machine."""

from __future__ import annotations

import json
import re

import httpx
import pytest

from services.workbench.citizen_acts import ACTS
from tests.workbench.county import a_county, owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY

NUMBER = "45019920260730V00001"
HAND_IN = f"/c/{COUNTY}/SIGN77"


def seen(front: Front, number: str = NUMBER, query: str = "") -> str:
    """The status of somebody who has typed number and code."""
    front.send(f"/query{query}", {"number": number, "code": "GOODCODE9"})
    return front.get(f"/query{query}").text


@pytest.fixture
def front() -> Front:
    return Front()


def test_withdrawing_is_a_link_and_adding_the_one_filled_button(front: Front) -> None:
    page = seen(front)
    assert page.count('class="btn go"') == 1
    assert '<a class="btn go" href="/query/supplement">' in page
    assert '<a class="to" href="/query/withdraw">撤回这件事</a>' in page


def test_without_a_visit_every_act_leads_back_to_number_and_code(front: Front) -> None:
    for name in ACTS:
        assert front.get(f"/query/{name}").headers["location"] == "/query"


@pytest.mark.parametrize("name", [name for name, act in ACTS.items() if act.purpose])
def test_every_act_asks_for_a_code_first_and_keeps_what_was_written(front: Front, name: str) -> None:
    seen(front)
    page = f"/query/{name}"
    written = {"text": "补一张照片", "own_will": "1", "level_OFFICE": "SATISFIED", "person": "梁伟"}
    sent = front.send(page, {**written, "do": "code"})
    assert "验证码发往登记时留的手机或邮箱" in text(sent)
    assert 'name="code"' in sent.text
    if ACTS[name].field:
        assert "补一张照片</textarea>" in sent.text
    wrong = front.send(page, {**written, "do": "act", "sent": "1", "code": "999999"})
    assert "错误" not in text(wrong)[:50]
    assert "验证码不对或已过期" in text(wrong)
    done = front.send(page, {**written, "do": "act", "sent": "1", "code": "123456"})
    assert "已经" in text(done)
    assert "接下来" in text(done)


class Uploads:
    """intake's front door for a citizen's papers; `refuses` stands for a file by its name."""

    def __init__(self, refuses: str = "") -> None:
        self.refuses, self.asked = refuses, []  # type: ignore[var-annotated]
        self._others = owners_of(a_county())

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/attachments/grants":
            return httpx.Response(201, json={"grant": json.loads(request.content)["form_key"]})
        if path == "/attachments":
            if self.refuses and self.refuses.encode() in request.content:
                said = {
                    "code": "SVG",
                    "because": "SVG 图形里可以藏脚本，不能收。请截图成 PNG 或 JPEG 再上传。",
                }
                return httpx.Response(422, json=said)
            self.asked.append(request.headers["idempotency-key"])
            return httpx.Response(201, json={"attachment_id": f"450199:p-{len(self.asked)}"})
        if path == "/citizen/supplements":
            self.sent = json.loads(request.content)
        answer: httpx.Response = self._others(request)
        return answer


def papers(front: Front, *names: str, **values: str) -> httpx.Response:
    """Sends the page of a supplement with these files; the hidden fields of `before` come along."""
    files = [("papers_now", (name, b"\xff\xd8\xff " + name.encode(), "image/jpeg")) for name in names]
    return front.ask("POST", "/query/supplement", data=values, files=files)


def hidden(answer: httpx.Response) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text))


def test_papers_come_with_a_supplement_and_wait_for_its_code() -> None:
    intake = Uploads()
    front = Front(owners=httpx.MockTransport(intake))
    seen(front)
    values = hidden(front.get("/query/supplement")) | {"text": "补两张照片"}
    first = papers(front, "a.jpg", "b.jpg", **values | {"do": "code"})
    assert "已收到 2 份" in text(first)
    wrong = papers(front, **hidden(first) | {"text": "补两张照片", "do": "act", "code": "999999"})
    assert hidden(wrong)["key"] != values["key"], "a refused form is asked anew"
    done = papers(front, "c.jpg", **hidden(wrong) | {"text": "补两张照片", "do": "act", "code": "123456"})
    assert "已经" in text(done)
    assert intake.sent["attachments"] == ["450199:p-1", "450199:p-2", "450199:p-3"]
    assert intake.sent["form_key"] == values["key"], "what was uploaded before belongs to the first form"
    assert len(set(intake.asked)) == 3


@pytest.mark.parametrize(
    ("lang", "says"), [("", "没有收下“图纸.svg”：SVG 图形里可以藏脚本"), ("?lang=en", "“图纸.svg” was not taken: drawings may hide programs")]
)  # fmt: skip
def test_a_refused_paper_is_named_with_the_reason_and_nothing_written_is_lost(lang: str, says: str) -> None:
    front = Front(owners=httpx.MockTransport(Uploads("图纸.svg")))
    seen(front)
    page = f"/query/supplement{lang}"
    values = hidden(front.get(page)) | {"text": "补一张图纸", "do": "code"}
    files = {"papers_now": ("图纸.svg", b"<svg>", "image/svg+xml")}
    refused = front.ask("POST", page, data=values, files=files)
    assert (refused.status_code, says in text(refused), "补一张图纸</textarea>" in refused.text) == (
        422,
        True,
        True,
    )


def test_a_question_needs_no_code(front: Front) -> None:
    seen(front)
    done = front.send("/query/ask", {"text": "什么时候来修？", "do": "act"})
    assert "您的询问已经收到" in text(done)


def test_not_satisfied_needs_a_reason_at_its_field(front: Front) -> None:
    seen(front)
    answer = front.send("/query/evaluate", {"level_UNIT": "DISSATISFIED", "do": "code"})
    assert answer.status_code == 422
    assert 'id="comment_UNIT-error"' in answer.text


def test_withdrawing_needs_a_free_will(front: Front) -> None:
    seen(front)
    answer = front.send("/query/withdraw", {"do": "code"})
    assert (answer.status_code, "请确认撤回是您自愿的" in text(answer)) == (422, True)


def test_a_visit_that_is_over_begins_again(front: Front) -> None:
    town = a_county()
    usual = owners_of(town)

    def over(request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/citizen/"):
            return httpx.Response(401, json={"because": "查询已超时"})
        return usual(request)

    late = Front(town, httpx.MockTransport(over))
    seen(late)
    answer = late.send("/query/ask", {"text": "？", "do": "act"})
    assert answer.headers["location"] == "/query"
    assert "查询码" in text(late.get("/query"))


def test_the_query_code_is_kept_nowhere_in_the_browser(front: Front) -> None:
    seen(front)
    assert "GOODCODE9" not in str(dict(front.cookies))
    assert "GOODCODE9" not in front.get("/query").text


def test_a_code_from_the_window_stays_typed_while_something_else_is_missing(front: Front) -> None:
    seen(front)
    answer = front.send("/query/withdraw", {"do": "act", "code": "123456"})
    assert answer.status_code == 422
    assert "请确认撤回是您自愿的。" in text(answer)
    assert "<details open>" in answer.text
    assert 'value="123456"' in answer.text
    assert "<details open>" not in front.get("/query/withdraw").text


def test_acts_speak_english_and_refusals_too(front: Front) -> None:
    seen(front, query="?lang=en")
    page = "/query/withdraw?lang=en"
    assert "Withdraw this matter" in text(front.get(page))
    wrong = front.send(page, {"own_will": "1", "do": "act", "sent": "1", "code": "999999"})
    assert "The code is wrong or too old" in text(wrong)


def test_the_place_comes_from_the_code_and_nobody_is_asked_who_they_are(front: Front) -> None:
    page = front.get(HAND_IN)
    assert "白石镇红星村　村委会门口" in page.text
    assert "来自您扫的二维码" in text(page)
    assert 'name="name"' not in page.text
    assert 'name="id_no"' not in page.text
    assert "0775-2830016" in page.text


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_lost(front: Front) -> None:
    answer = front.send(HAND_IN, {"text": "井盖松了"})
    assert answer.status_code == 422
    assert {'id="phone-error"', 'id="in_court-error"'} <= set(answer.text.split()) or (
        'id="phone-error"' in answer.text and 'id="in_court-error"' in answer.text
    )
    assert "井盖松了</textarea>" in answer.text


def test_the_owner_s_sentence_stands_at_its_field(front: Front) -> None:
    answer = front.send(HAND_IN, {"text": "井盖松了", "phone": "1387751426", "in_court": "NO"})
    assert "手机号少 1 位" in text(answer)
    assert 'aria-describedby="phone-error"' in answer.text


def test_the_receipt_shows_number_and_code_and_opens_the_status(front: Front) -> None:
    done = front.send(HAND_IN, {"text": "井盖松了", "phone": "13877514267", "in_court": "UNSURE"})
    for said in ("已经收到，登记好了", "GOO DCO DE9", "450199 20260928 Q00012", "请把这一页拍下来"):
        assert said in text(done), said
    assert "<svg" in done.text
    assert done.headers["cache-control"] == "no-store"


def test_photos_go_up_under_the_form_s_own_key() -> None:
    town, uploads = a_county(), []
    usual = owners_of(town)

    def owners(request: httpx.Request) -> httpx.Response:
        match request.url.path:
            case "/attachments/grants":
                return httpx.Response(201, json={"grant": json.loads(request.content)["form_key"]})
            case "/attachments":
                uploads.append((request.headers["upload-grant"], request.headers["idempotency-key"]))
                return httpx.Response(201, json={"attachment_id": f"a{len(uploads)}"})
            case "/citizen/items":
                assert json.loads(request.content)["photos"] == ["a1", "a2"]
                return usual(request)
        return usual(request)

    front = Front(town, httpx.MockTransport(owners))
    values = {**front.tokens(HAND_IN), "text": "井盖松了", "phone": "13877514267", "in_court": "NO"}
    files = [("photos", (f"{n}.jpg", b"\xff\xd8", "image/jpeg")) for n in range(2)]
    done = front.ask("POST", HAND_IN, data=values, files=files)
    assert "登记好了" in text(done)
    assert uploads == [(values["key"], f"{values['key']}-photos-{n}") for n in range(2)]


def test_a_code_that_is_gone_leads_to_the_counties(front: Front) -> None:
    answer = front.get(f"/c/{COUNTY}/NOSUCH")
    assert answer.status_code == 404
    assert "这个二维码已不用了" in text(answer)


def test_a_lost_code_is_answered_alike_and_replaced_with_the_code(front: Front) -> None:
    asked = front.send("/lost-code", {"number": NUMBER, "phone": "13877514267", "do": "code"})
    assert "号码对得上" in text(asked)
    wrong = front.send(
        "/lost-code", {"number": NUMBER, "phone": "13877514267", "do": "act", "code": "999999"}
    )
    assert "验证码不对" in text(wrong)
    new = front.send("/lost-code", {"number": NUMBER, "phone": "13877514267", "do": "act", "code": "123456"})
    assert "NEW C0D E99" in text(new)


def test_the_machine_is_large_begins_again_and_forgets(front: Front) -> None:
    page = seen(front, query=f"?terminal={COUNTY}")
    assert 'class="larger"' in page
    assert f'data-start="/query/forget/{COUNTY}?terminal={COUNTY}"' in page
    assert f'href="/query/supplement?terminal={COUNTY}"' in page
    again = front.get(f"/query/forget/{COUNTY}?terminal={COUNTY}")
    assert again.headers["location"] == f"/c/{COUNTY}?terminal={COUNTY}"
    assert "查询码" in text(front.get("/query"))


def test_the_office_reads_what_was_asked_and_gives_codes_only_against_a_document(front: Front) -> None:
    page = f"/matters/{front.matter('屋面').id}/requests"
    front.sign_in("registrar")
    assert "还没有请求" in text(front.get(page))
    refused = front.send(f"{page}/code", {"holder": f"{NUMBER}/0"}, page)
    assert "没有证件不能给码" in text(refused)
    given = front.send(f"{page}/code", {"holder": f"{NUMBER}/0", "identity": "居民身份证"}, page)
    assert "NEW C0D E99" in text(given)
    once = front.send(
        f"{page}/code", {"holder": f"{NUMBER}/0", "identity": "居民身份证", "purpose": "WITHDRAW"}, page
    )
    assert "654321" in text(once)


def test_a_unit_gives_no_codes(front: Front) -> None:
    page = f"/matters/{front.matter('屋面').id}/requests"
    assert front.sign_in("zjj.liaison").get(page).status_code == 403


def test_signs_are_printed_with_their_place(front: Front) -> None:
    page = front.sign_in("registrar").get("/signs")
    assert "白石镇红星村　村委会门口" in page.text
    assert page.text.count("<svg") >= 5
