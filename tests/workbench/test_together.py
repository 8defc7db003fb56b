"""Several matters under one act: ticked, asked once, each answered alone, what is refused stays with its reason."""

from __future__ import annotations

import json
import re
from html import unescape

import httpx

from chassis.ids import derived
from services.workbench.acts import Act, Offer
from services.workbench.together import common
from tests.workbench.county import a_county
from tests.workbench.front import Front, text

WAGES, PENSION, SCHOOL = "建筑工地拖欠", "鞋厂停产", "红星小学"


def offer(act: str, *, allowed: bool = True, because: str = "", **asks: object) -> Offer:
    return Offer(act, act, allowed, "X" if because else "", because, asks)


class Routing(httpx.AsyncBaseTransport):
    """Takes every command, but for the matters it was told to refuse; `sent` is what it was asked, with which key."""

    def __init__(self, *refused: str, away: bool = False) -> None:
        self.refused, self.away = refused, away
        self.sent: list[tuple[str, str, dict[str, object]]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        matter_id = request.url.path.split("/")[2]
        self.sent.append((matter_id, request.headers["idempotency-key"], json.loads(request.content)))
        if self.away:
            return httpx.Response(503)
        if matter_id in self.refused:
            because = "事项现在是“已转交待签收”，不能转送。"
            return httpx.Response(409, json={"code": "WRONG_STATE", "because": because})
        return httpx.Response(200, json={"subject": f"matter:{matter_id}", "seq": 2, "state": "DISPATCHED"})


def at_desk(routing: Routing | None = None, username: str = "router") -> Front:
    return Front(a_county(), routing).sign_in(username)


def chosen(front: Front, *titles: str) -> str:
    return "&".join(f"m={front.matter(title).id}" for title in titles)


def hidden(page: httpx.Response) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in found}


def test_only_what_all_can_share_is_offered_and_each_refusal_keeps_its_matter() -> None:
    one = [
        offer("extend"),
        offer("split", parts={"required": True}),
        offer("recall", allowed=False, because="没有"),
    ]
    two = [
        offer("extend", allowed=False, because="办理期限已届满"),
        offer("recall", allowed=False, because="也没有"),
    ]
    (extend,) = common({"1": one, "2": two})
    assert (extend.offer.act, extend.allowed, extend.refused) == ("extend", ("1",), {"2": "办理期限已届满"})


def test_what_one_matter_alone_can_answer_is_not_asked_of_several() -> None:
    fields = {"unit": {"required": True}, "co_units": {"required": False}}
    (made,) = common({"1": [offer("designate", **fields)]})
    assert made.offer.asks == {"unit": {"required": True}}
    assert common({"1": [Offer("issue_opinion", "出具", allowed=True)]}) == ()
    assert common({"1": [Offer("sign", "签收", allowed=True)]})[0].offer.page == Act.SIGN_FOR


def test_the_bar_says_how_many_what_they_share_and_each_act_with_its_number() -> None:
    front = at_desk()
    bar = text(front.get(f"/matters/together?{chosen(front, WAGES, PENSION)}", **{"hx-request": "true"}))
    assert "已选 2 件 都建议 县人社局。" in bar
    assert "转交责任单位 2 件" in bar
    assert text(front.get("/matters/together", **{"hx-request": "true"})) == ""
    assert "一起办理 2 件" in text(front.get(f"/matters/together?{chosen(front, WAGES, PENSION)}"))


def test_ticks_survive_the_poll_that_redraws_the_list() -> None:
    front = at_desk()
    page = front.get(f"/matters?list=to_dispatch&{chosen(front, WAGES)}", **{"hx-request": "true"})
    ticked = re.findall(r'name="m" value="([^"]+)"[^>]* checked', page.text)
    assert ticked == [front.matter(WAGES).id]


def test_one_form_is_sent_for_each_with_a_key_of_its_own() -> None:
    routing = Routing()
    front = at_desk(routing)
    ids = [front.matter(title).id for title in (WAGES, PENSION)]
    page = front.get(f"/matters/together/dispatch?list=to_dispatch&{chosen(front, WAGES, PENSION)}")
    assert 'value="450199-rsj" selected' in page.text, "both are proposed for the same unit"
    form = hidden(page) | {"unit": "450199-rsj", "reason": "按职责分办", "mode": "FORWARD"}
    answer = front.post("/matters/together/dispatch", form)
    assert "转交责任单位：已办成 2 件" in text(answer)
    assert {id_: key for id_, key, _ in routing.sent} == {id_: derived(form["key"], id_) for id_ in ids}
    assert {(body["unit"], body["reason"]) for _, _, body in routing.sent} == {("450199-rsj", "按职责分办")}


def test_what_is_refused_stays_with_its_reason_and_what_was_typed() -> None:
    front = at_desk()
    lost = front.matter(PENSION).id
    routing = Routing(lost)
    front = Front(front.town, routing).sign_in("router")
    page = front.get(f"/matters/together/dispatch?{chosen(front, WAGES, PENSION)}")
    answer = front.post(
        "/matters/together/dispatch", hidden(page) | {"unit": "450199-rsj", "reason": "按职责分办"}
    )
    said = text(answer)
    assert "已办成 1 件" in said
    assert "转交责任单位：1 件没有办成" in said
    assert "事项现在是“已转交待签收”，不能转送。" in said
    again = hidden(answer)
    assert (again["chosen"], again["key"] == hidden(page)["key"]) == (lost, False)
    assert 'value="按职责分办"' in answer.text


def test_what_was_not_answered_is_sent_again_under_the_same_key() -> None:
    routing = Routing(away=True)
    front = at_desk(routing)
    page = front.get(f"/matters/together/dispatch?{chosen(front, WAGES, PENSION)}")
    form = hidden(page) | {"unit": "450199-rsj", "reason": "按职责分办"}
    answer = front.post("/matters/together/dispatch", form)
    assert "2 件还没有回应" in text(answer)
    assert (hidden(answer)["key"], hidden(answer)["chosen"]) == (form["key"], form["chosen"])
    routing.away = False
    assert "已办成 2 件" in text(
        front.post("/matters/together/dispatch", hidden(answer) | {"unit": "450199-rsj"})
    )
    keys = [key for _, key, _ in routing.sent]
    assert sorted(keys[:2]) == sorted(keys[2:])


def test_an_error_of_the_form_is_told_before_anything_is_sent() -> None:
    routing = Routing()
    front = at_desk(routing)
    page = front.get(f"/matters/together/dispatch?{chosen(front, WAGES, SCHOOL)}")
    answer = front.post("/matters/together/dispatch", hidden(page) | {"unit": ""})
    assert (answer.status_code, routing.sent) == (422, [])


def test_a_unit_signs_for_several_and_nobody_chooses_what_is_not_theirs() -> None:
    front = at_desk(username="zjj.liaison")
    mine, others = front.matter("物业费收支").id, front.matter(WAGES).id
    page = text(front.get(f"/matters/together/sign_for?m={mine}&m={others}"))
    assert "物业费收支" in page
    assert "建筑工地" not in page
