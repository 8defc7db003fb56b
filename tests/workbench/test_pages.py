"""The pages of the staff: who sees what, what is live, and how a failure looks."""

from __future__ import annotations

import re

import httpx
import pytest

from chassis.errors import TransientError
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, DIRECTORY, Story, at


@pytest.fixture
def front() -> Front:
    return Front()


def test_nobody_sees_anything_without_signing_in(front: Front) -> None:
    for path in ("/", "/matters", "/register", "/figures", f"/matters/{COUNTY}:x"):
        answer = front.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), path


def test_a_poll_after_the_session_ended_leads_to_the_sign_in(front: Front) -> None:
    assert front.get("/matters", **{"hx-request": "true"}).headers["hx-redirect"] == "/sign-in"


def test_the_accounts_to_try_are_one_press_each_and_loudly_marked(front: Front) -> None:
    page = front.get("/sign-in")
    assert "演示账号，不得用于生产" in page.text
    assert page.text.count('name="username" value="') == len(DIRECTORY.accounts)


def test_a_wrong_password_says_what_to_do_and_lets_nobody_in(front: Front) -> None:
    answer = front.send("/sign-in", {"username": f"router@{COUNTY}", "password": "guess"})
    assert answer.status_code == 401
    assert "账号或口令不对" in text(answer)
    assert "lianjie=" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    ("username", "home"),
    [
        ("registrar", "all_open"),
        ("router", "to_dispatch"),
        ("supervisor", "unsigned"),
        ("zjj.liaison", "to_sign"),
    ],
)
def test_each_post_lands_on_its_own_list(front: Front, username: str, home: str) -> None:
    assert front.sign_in(username).get("/").headers["location"] == f"/matters?list={home}"


def test_the_list_is_sorted_by_limit_and_shows_ten_rows_at_once(front: Front) -> None:
    page = front.sign_in("router").get("/matters?list=to_dispatch")
    titles = re.findall(r'<a class="t" href="[^"]+">([^<]+)</a>', page.text)
    assert len(titles) >= 10
    assert titles[0].startswith("要求解决红星小学")
    assert "超期 4天" in text(page)


def test_the_side_lists_count_and_the_late_ones_shout(front: Front) -> None:
    page = front.sign_in("router").get("/matters?list=to_dispatch").text
    assert re.search(r'aria-current="page"><span>待分办</span><span class="c ">14</span>', page)
    assert '<span>超期</span><span class="c late">2</span>' in page
    assert '<span>今日到期</span><span class="c due">3</span>' in page


def test_a_chip_is_one_parameter_and_says_what_the_click_gives(front: Front) -> None:
    front.sign_in("router")
    chips = dict(
        re.findall(
            r'<a class="chip" href="([^"]+)">来信 <span class="c">(\d+)',
            front.get("/matters?list=to_dispatch").text,
        )
    )
    ((href, count),) = chips.items()
    page = front.get(href.replace("&amp;", "&")).text
    assert page.count("data-row=") == int(count)
    assert 'class="chip on"' in page


def test_the_registrar_does_not_see_the_accusation_and_the_router_does(front: Front) -> None:
    accusation = front.matter("侵占危房补助")
    assert accusation.title not in front.sign_in("registrar").get("/matters?list=all_open").text
    assert front.get(f"/matters/{accusation.id}").status_code == 403
    assert accusation.title in Front().sign_in("router").get("/matters?list=to_dispatch").text


def test_a_unit_sees_only_what_was_given_to_it(front: Front) -> None:
    front.sign_in("rsj.liaison")
    assert front.get(f"/matters/{front.matter('安置小区').id}").status_code == 200
    assert front.get(f"/matters/{front.matter('物业费收支').id}").status_code == 403


def test_a_unit_is_late_only_with_what_it_owes_itself() -> None:
    assert "data-row" not in Front().sign_in("zjj.handler").get("/matters?list=late").text
    assert "安置小区" in Front().sign_in("hexi.handler").get("/matters?list=late").text


def test_a_whole_number_in_the_search_opens_the_matter(front: Front) -> None:
    matter = front.matter("安置小区")
    answer = front.sign_in("router").get("/matters?q=450199 20260730 v00001")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/matters/{matter.id}")
    assert "安置小区" in front.get("/matters?q=安置小区").text


def test_polling_says_nothing_until_something_changed(front: Front) -> None:
    front.sign_in("router")
    poll = re.search(r'hx-get="([^"]+)"', front.get("/matters?list=to_dispatch").text)
    assert poll
    address = poll.group(1).replace("&amp;", "&")
    assert front.get(address, **{"hx-request": "true"}).status_code == 204
    Story(front.town, "路灯三个月不亮", at(9, 28)).registered().opened()
    answer = front.get(address, **{"hx-request": "true"})
    assert answer.status_code == 200
    assert "路灯三个月不亮" in answer.text
    assert 'hx-swap-oob="true"' in answer.text
    assert "<html" not in answer.text


def test_the_page_of_a_matter_says_who_why_when_and_where_every_event_went(front: Front) -> None:
    page = text(front.sign_in("zjj.head").get(f"/matters/{front.matter('安置小区').id}"))
    for said in (
        "450199 20260730 V00001", "覃*兰等 23 人", "138****4267", "余10天", "10月8日（周四）24:00 前", "这个日子怎么来的",
        "出具处理意见书", "为什么不能办理另外", "routing.matters.v1", "谁因它做了什么", "转办 立为信访事项",
    ):  # fmt: skip
        assert said in page, said
    assert "覃桂兰" not in page
    assert "13877514267" not in page


def test_an_erased_person_leaves_a_readable_matter(front: Front) -> None:
    front.town.erase("覃桂兰")
    assert "个人信息已删除" in text(front.sign_in("zjj.head").get(f"/matters/{front.matter('安置小区').id}"))


def test_who_asked_for_secrecy_is_not_shown_to_a_unit(front: Front) -> None:
    story = (
        Story(front.town, "举报邻居违建", at(9, 28), secret=True)
        .registered()
        .opened()
        .dispatched(at(9, 28, 9))
    )
    assert "要求保密" in text(front.sign_in("zjj.liaison").get(f"/matters/{story.matter_id}"))
    assert "覃*兰" in text(Front(front.town).sign_in("router").get(f"/matters/{story.matter_id}"))


def test_contact_data_opens_by_a_logged_click_only(front: Front) -> None:
    matter = front.matter("安置小区")
    front.sign_in("zjj.handler")
    answer = front.send(f"/matters/{matter.id}/contact", {}, page=f"/matters/{matter.id}")
    assert "联系方式（已记入日志） 覃桂兰 13877514267" in text(answer)


def test_dispatch_shows_the_suggestion_its_reasons_and_no_default_when_unsure(front: Front) -> None:
    front.sign_in("router")
    sure = front.get(f"/matters/{front.matter('鞋厂停产').id}/dispatch")
    assert "建议县人社局" in text(sure)
    assert "有了真实的办结历史之前不启用" in text(sure)
    assert re.search(r'<option value="450199-rsj" selected>', sure.text)
    unsure = front.get(f"/matters/{front.matter('河道采砂').id}/dispatch")
    assert "系统拿不准，需您判断" in text(unsure)
    assert not re.search(r'<option value="450199-\w+" selected>', unsure.text)


def test_another_unit_than_proposed_needs_a_reason(front: Front) -> None:
    front.sign_in("router")
    path = f"/matters/{front.matter('鞋厂停产').id}/dispatch"
    answer = front.send(path, {"unit": f"{COUNTY}-zjj", "mode": "FORWARD"})
    assert answer.status_code == 422
    assert "您选的单位和系统建议不同。请写一句理由。" in text(answer)
    assert re.search(r'<option value="450199-zjj" selected>', answer.text)


def test_what_the_owner_refuses_is_told_with_its_ground_and_nothing_is_lost(front: Front) -> None:
    front.sign_in("router")
    path = f"/matters/{front.matter('鞋厂停产').id}/dispatch"
    answer = front.send(path, {"unit": f"{COUNTY}-zjj", "mode": "FORWARD", "reason": "refuse"})
    assert answer.status_code == 409
    assert "“转交责任单位”没有办成：这件刚被别人转给县人社局（09:40）。 您填的内容还在，没有丢。" in text(
        answer
    )
    assert 'value="refuse"' in answer.text


@pytest.mark.parametrize(("code", "same"), [("COMMAND_REUSED", True), ("WRONG_STATE", False)])
def test_a_refused_form_may_be_asked_again_unless_its_key_has_done_something(code: str, same: bool) -> None:
    keys = []

    def refuse(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["idempotency-key"])
        return httpx.Response(409, json={"code": code, "because": "不行。"})

    front = Front(owners=httpx.MockTransport(refuse)).sign_in("router")
    path = f"/matters/{front.matter('鞋厂停产').id}/dispatch"
    answer = front.send(path, {"unit": f"{COUNTY}-rsj", "mode": "FORWARD"})
    again = dict(re.findall(r'<input type="hidden" name="(csrf|key)" value="([^"]*)"', answer.text))
    assert (again["key"] == keys[0]) is same


def test_whoever_may_approve_is_offered_by_name(front: Front) -> None:
    front.sign_in("router")
    page = front.get(f"/matters/{front.matter('侵占危房补助').id}/to_discipline")
    assert '<option value="deputy@450199">覃国安　分管副局长</option>' in page.text


def test_the_drafter_is_one_of_the_investigators(front: Front) -> None:
    page = front.sign_in("zjj.head").get(f"/matters/{front.matter('安置小区').id}/opinion").text
    assert re.findall(
        r'<option value="([^"]+)"[^>]*>', page.partition('id="drafted_by"')[2].partition("</select>")[0]
    ) == [
        "黄建业",
        "唐德胜",
    ]


def test_an_owner_that_is_down_loses_nothing_and_the_same_key_is_sent_again() -> None:
    keys = []

    def away(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["idempotency-key"])
        raise httpx.ConnectError("down")

    front = Front(owners=httpx.MockTransport(away)).sign_in("router")
    path = f"/matters/{front.matter('鞋厂停产').id}/dispatch"
    answer = front.send(path, {"unit": f"{COUNTY}-rsj", "mode": "FORWARD"})
    assert answer.status_code == 503
    assert "转办服务暂时连不上 您填的内容还在，没有丢。" in text(answer)
    again = dict(re.findall(r'<input type="hidden" name="(csrf|key)" value="([^"]*)"', answer.text))
    front.post(path, {**again, "unit": f"{COUNTY}-rsj", "mode": "FORWARD"})
    assert len(set(keys)) == 1
    assert len(keys) == 2


def test_the_owner_is_asked_in_the_persons_own_name(front: Front) -> None:
    asked = []

    def record(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"subject": "matter:x", "seq": 1})

    front = Front(owners=httpx.MockTransport(record)).sign_in("zjj.liaison")
    matter = front.matter("物业费收支")
    assert front.send(f"/matters/{matter.id}/sign_for", {}).status_code == 303
    ((request),) = asked
    assert request.url.path == f"/matters/{matter.id}/sign"
    assert request.headers["authorization"] == f"Bearer {front.cookies['lianjie']}"
    assert len(request.headers["idempotency-key"]) > 20


def test_after_a_command_the_page_waits_for_its_own_effect_and_says_so(front: Front) -> None:
    front.sign_in("router")
    matter = front.matter("安置小区")
    subject = f"matter:{matter.id}"
    there = front.get(f"/matters/{matter.id}?after={subject}~{matter.heard[subject]}&done=dispatch")
    assert "已转交 单位已经能看到这件事" in text(there)
    behind = front.get(f"/matters/{matter.id}?after={subject}~{matter.heard[subject] + 1}&done=dispatch")
    assert "已记下，本页还在跟上" in text(behind)


def test_an_act_out_of_turn_is_refused_in_words_before_the_form_is_filled(front: Front) -> None:
    matter = f"/matters/{front.matter('安置小区').id}"
    answer = front.sign_in("zjj.head").get(f"{matter}/accept")
    assert answer.status_code == 409
    assert f'<a class="btn" href="{matter}">返回事项</a>' in answer.text
    assert "该事项现在是“办理中”，受理须在“已签收”时办理。" in text(answer)


def test_a_claim_may_have_a_unit_of_its_own(front: Front) -> None:
    sent = []

    def record(request: httpx.Request) -> httpx.Response:
        sent.append(request.read().decode())
        return httpx.Response(200, json={"subject": "matter:x", "seq": 1})

    front = Front(owners=httpx.MockTransport(record)).sign_in("router")
    path = f"/matters/{front.matter('红星小学').id}/dispatch"
    front.send(path, {"unit": f"{COUNTY}-jjdd", "mode": "FORWARD", "claim_2": f"{COUNTY}-jyj"})
    assert f'"co_units":[{{"unit":"{COUNTY}-jyj","claim_ids":["c2"]}}]' in sent[0]


def test_an_opinion_answers_every_claim_or_names_what_is_missing(front: Front) -> None:
    path = f"/matters/{front.matter('安置小区').id}/opinion"
    answer = front.sign_in("zjj.head").send(path, {"number": "住建信处〔2026〕57号"})
    assert answer.status_code == 422
    for said in ("请求 1 还没有答复", "没有写查明的事实。", "没有法律依据。", "没有写复查机关。"):
        assert said in text(answer)
    assert 'value="住建信处〔2026〕57号"' in answer.text


def test_figures_show_numerator_denominator_and_the_gap(front: Front) -> None:
    page = text(front.sign_in("analyst").get("/figures"))
    for said in (
        "2026年9月的数字",
        "446 件",
        "来访 702 人次",
        "99.5%",
        "410 / 412",
        "差 2 件",
        "83.8%",
        "31 / 37",
        "样本不足",
        "目标 95%",
        "其中超期 2 件",
        "差 5 件",
    ):
        assert said in page, said


def test_figures_say_so_when_analytics_is_down() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("down")

    answer = Front(owners=httpx.MockTransport(away)).sign_in("analyst").get("/figures")
    assert answer.status_code == 503
    assert "分析服务暂时连不上" in text(answer)


def test_a_page_that_is_not_there_looks_like_the_others(front: Front) -> None:
    front.sign_in("router")
    for path in ("/nowhere", f"/matters/{COUNTY}:nobody", f"/matters/{front.matter('鞋厂').id}/nonsense"):
        answer = front.get(path)
        assert answer.status_code == 404
        assert "待分办" in answer.text
        assert "没有找到" in text(answer)


def test_a_database_that_is_away_is_told_without_the_side_column(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.sign_in("router")

    async def away(*_: object, **__: object) -> None:
        raise TransientError

    monkeypatch.setattr("tests.workbench.memory_matters.MemoryMatters.find", away)
    answer = front.get("/matters")
    assert answer.status_code == 503
    assert "窗口服务暂时连不上" in text(answer)


def test_a_fault_of_our_own_is_one_sentence(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    front.sign_in("router")
    monkeypatch.setattr("services.workbench.web.lists.listing", lambda *_: 1 / 0)
    answer = front.get("/matters")
    assert answer.status_code == 500
    assert "这一页出了问题" in text(answer)
    assert "ZeroDivisionError" not in answer.text


def test_signing_out_ends_the_session(front: Front) -> None:
    front.sign_in("router")
    front.send("/sign-out", {}, page="/matters")
    assert front.get("/matters").status_code == 303


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ("公租房", "公租房退租押金未退"),
        ("押金 公租房", "公租房退租押金未退"),
        ("0720V00001", "公租房退租押金未退"),
    ],
)
def test_a_search_finds_matters_in_every_state_by_words_or_the_tail_of_a_number(
    front: Front, q: str, title: str
) -> None:
    front.sign_in("router")
    assert not front.matter("公租房").open
    found = re.findall(r'<a class="t" href="[^"]+">([^<]+)</a>', front.get(f"/matters?q={q}").text)
    assert found == [title]


def test_a_post_that_may_not_do_an_act_meets_no_form(front: Front) -> None:
    dispatched, waiting = front.matter("物业费收支").id, front.matter("鞋厂停产").id
    for post, path in (("zjj.head", f"{dispatched}/sign_for"), ("supervisor", f"{waiting}/dispatch")):
        answer = front.sign_in(post).get(f"/matters/{path}")
        assert answer.status_code == 403
        assert f'action="/matters/{path}"' not in answer.text
        sent = {**front.tokens("/matters"), "unit": f"{COUNTY}-rsj"}
        assert front.post(f"/matters/{path}", sent).status_code == 403


def test_who_may_only_assign_is_not_offered_to_forward(front: Front) -> None:
    page = front.sign_in("registrar").get(f"/matters/{front.matter('鞋厂停产').id}/dispatch").text
    assert re.findall(r'name="mode" value="([A-Z]+)" (checked)?', page) == [("ASSIGN", "checked")]
    front.sign_in("router")
    page = front.get(f"/matters/{front.matter('鞋厂停产').id}/dispatch").text
    assert re.findall(r'name="mode" value="([A-Z]+)"', page) == ["FORWARD", "ASSIGN"]


def test_a_limit_for_the_report_lies_ahead(front: Front) -> None:
    front.sign_in("router")
    path = f"/matters/{front.matter('鞋厂停产').id}/dispatch"
    answer = front.send(path, {"unit": f"{COUNTY}-rsj", "mode": "ASSIGN", "report_due_on": "2026-09-28"})
    assert answer.status_code == 422
    assert "期限已经过去，请选将来的日子。" in text(answer)


def test_the_opinion_names_its_signer_and_asks_for_a_result_where_it_is_chosen(front: Front) -> None:
    front.sign_in("zjj.head")
    path = f"/matters/{front.matter('安置小区').id}/opinion"
    assert 'name="signed_by"' not in front.get(path).text
    answer = front.send(path, {"answer_1": "予以支持"})
    assert answer.status_code == 422
    assert re.search(r'id="result_1-error">请选择支持、解释说明或不支持。', answer.text)


def test_a_room_nobody_is_in_is_folded_and_worklists_never_are(front: Front) -> None:
    front.sign_in("registrar")
    assert re.findall(r'<details id="nav-(\w+)"( open)?>', front.get("/matters").text) == [
        ("hall", ""),
        ("letters", ""),
        ("office", ""),
    ]
