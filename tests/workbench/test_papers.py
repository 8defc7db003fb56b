"""The documents of a matter: read by whom they concern, and handed over at the window."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import httpx
import pytest

from lianjie_contracts.events.delivery_opened import DeliveryOpened
from lianjie_contracts.vocabulary import DeliveryMode
from services.workbench.web.forms import empty
from tests.workbench.county import a_county, owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Story, Town, at

WAITING = f"{COUNTY}:waiting"
GOOD = {
    "received_by": "覃桂兰",
    "relation": "本人",
    "proof": "查验居民身份证，送达回证已签名",
    "identity_checked": "1",
}


@pytest.fixture
def town() -> Town:
    """The acceptance of a housing matter waits at the window."""
    town = a_county()
    story = Story(town, "墙面开裂", at(9, 24)).registered().opened().dispatched(at(9, 24, 15))
    story.signed(at(9, 25, 9)).accepted(at(9, 25, 10))
    view = town.matter(story.matter_id)
    accepted = next(entry.id for entry in view.timeline if entry.type == "matter_accepted")
    event = DeliveryOpened(
        delivery_id=WAITING, matter_id=story.matter_id, county=COUNTY, document="D02.2", title="信访事项受理告知书",
        occurred_at=at(9, 25, 10), mode=DeliveryMode.DIRECT, unit=f"{COUNTY}-zjj",
    )  # fmt: skip
    town.say("notifications", f"delivery:{WAITING}", event, accepted)
    return town


def addresses(front: Front, last: str) -> list[str]:
    page = front.get(f"/matters/{front.matter('墙面开裂').id}").text
    return [each for each in re.findall(r'href="([^"]+)"', page) if WAITING in each and each.endswith(last)]


@pytest.mark.parametrize(
    ("post", "reads", "hands_over"),
    [
        ("registrar", 1, 1),
        ("zjj.liaison", 1, 1),
        ("zjj.handler", 1, 1),
        ("zjj.head", 1, 0),
        ("router", 1, 0),
        ("analyst", 0, 0),
    ],
)
def test_each_post_finds_what_it_may_do_with_a_document(
    town: Town, post: str, reads: int, hands_over: int
) -> None:
    front = Front(town).sign_in(post)
    assert (len(addresses(front, "/letter")), len(addresses(front, "/hand-over"))) == (reads, hands_over)
    for last, may in (("letter", reads), ("hand-over", hands_over)):
        answer = front.get(f"/matters/{front.matter('墙面开裂').id}/papers/{WAITING}/{last}")
        assert answer.status_code == (200 if may else 403)


def test_the_document_is_its_owners_page_and_may_do_nothing_else(town: Town) -> None:
    front = Front(town).sign_in("registrar")
    (address,) = addresses(front, "/letter")
    answer = front.get(address)
    assert "处理意见书" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert front.get("/matters").headers["content-security-policy"].startswith("default-src 'self'")


def test_the_same_on_paper_comes_from_its_owner_under_the_text_s_own_name(town: Town) -> None:
    def owner(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, content=b"%PDF-1.6", headers={"content-type": "application/pdf"})

    asked: list[str] = []
    front = Front(town, httpx.MockTransport(owner)).sign_in("registrar")
    (address,) = addresses(front, "/letter.pdf")
    answer = front.get(address)
    assert (answer.content, answer.headers["content-type"]) == (b"%PDF-1.6", "application/pdf")
    assert (
        answer.headers["content-disposition"] == f"inline; filename*=UTF-8''{quote('信访事项受理告知书.pdf')}"
    )
    assert asked[-1] == f"/deliveries/{WAITING}/letter.pdf"
    assert addresses(Front(town).sign_in("analyst"), "/letter.pdf") == []


def test_handing_over_asks_the_owner_and_shows_its_answer(town: Town) -> None:
    sent = []

    def record(request: httpx.Request) -> httpx.Response:
        sent.append((request.url.path, request.headers.get("idempotency-key"), json.loads(request.content)))
        return owners_of(town)(request)

    front = Front(town, httpx.MockTransport(record)).sign_in("zjj.liaison")
    (address,) = addresses(front, "/hand-over")
    key = front.tokens(address)["key"]
    answer = front.send(address, GOOD | {"key": key})
    assert answer.status_code == 303
    assert "已当面送达" in text(front.get(answer.headers["location"]))
    ((path, command, body),) = sent
    assert (path, command) == (f"/deliveries/{WAITING}/hand-over", key)
    assert body == GOOD | {"identity_checked": True}


def test_who_refuses_to_sign_is_served_before_a_witness(town: Town) -> None:
    sent = []

    def record(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return owners_of(town)(request)

    front = Front(town, httpx.MockTransport(record)).sign_in("zjj.liaison")
    (address,) = addresses(front, "/hand-over")
    assert front.send(address, GOOD | {"mode": "LEFT", "relation": "见证人"}).status_code == 303
    assert (sent[0]["mode"], sent[0]["relation"]) == ("LEFT", "见证人")


def test_what_is_missing_or_refused_keeps_what_was_typed(town: Town) -> None:
    front = Front(town).sign_in("registrar")
    (address,) = addresses(front, "/hand-over")
    missing = front.send(address, GOOD | {"received_by": ""})
    assert missing.status_code == 422
    assert "没有写谁收的。" in text(missing)
    refused = front.send(address, GOOD | {"received_by": "refuse"})
    assert refused.status_code == 409
    assert "“当面交付”没有办成：这份文书已经送达" in text(refused)
    assert "查验居民身份证" in refused.text


def test_who_tried_in_vain_says_how_and_the_head_gives_up(town: Town) -> None:
    sent = []

    def record(request: httpx.Request) -> httpx.Response:
        sent.append((request.url.path, json.loads(request.content or b"{}")))
        return httpx.Response(200, json={"state": "FAILED"}, headers={"x-subject": f"delivery:{WAITING}"})

    front = Front(town, httpx.MockTransport(record)).sign_in("zjj.liaison")
    (address,) = addresses(front, "/serving/in-vain")
    missing = front.send(address, {"mode": "DIRECT"})
    assert (missing.status_code, sent) == (422, [])
    assert "“没有送成的原因”还没有填。" in text(missing)
    done = front.send(address, {"mode": "DIRECT", "reason": "上门送达，拒绝签收"})
    assert done.status_code == 303
    assert sent == [(f"/deliveries/{WAITING}/in-vain", {"mode": "DIRECT", "reason": "上门送达，拒绝签收"})]
    assert "已登记送达未成" in text(front.get(f"/matters/{front.matter('墙面开裂').id}?done=serve_in_vain"))


def test_nobody_gives_up_what_was_not_tried(town: Town) -> None:
    front = Front(town).sign_in("zjj.head")
    assert addresses(front, "/serving/undeliverable") == []
    page = f"/matters/{front.matter('墙面开裂').id}/papers/{WAITING}/serving/undeliverable"
    assert front.get(page).status_code == 403


def test_a_form_that_asks_nothing_has_nowhere_to_put_the_caret() -> None:
    assert empty().focus() == ""
    assert empty().focus("place", "reason") == "place"
    assert empty().with_errors({"reason": "没有写。"}).focus("place", "reason") == "reason"
