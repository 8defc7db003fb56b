"""Any act has its form from what its owner asks: filled in wrongly, refused, overtaken or done, nothing typed is lost."""

from __future__ import annotations

import inspect
import json
import re
from html import unescape
from typing import Any

import httpx
import pytest

from services.routing.asks import asked, by_hand
from services.routing.domain.lifecycle import ROWS
from services.workbench.act_forms import Words
from services.workbench.act_papers import beside, paper_of, speaks_of
from services.workbench.acts import OWN_PAGES, asked_of
from services.workbench.language import language
from services.workbench.web.forms import Form
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Story, at

ZH = language("zh")
ASKS = {
    "reason": {"type": "text", "required": True},
    "until": {"type": "date", "required": False},
    "at": {"type": "datetime", "required": False},
    "n": {"type": "number", "required": False},
    "agreed": {"type": "bool", "required": False},
    "unit": {"type": "unit", "required": True},
    "units": {"type": "units", "required": False},
    "mode": {"type": "choice", "required": True, "choices": ["FORWARD", "ASSIGN"]},
    "gaps": {"type": "list", "required": False},
    "approved_by": {"type": "text", "required": False},
    "answers": {"type": "table", "required": False, "fields": {
        "claim_id": {"type": "text", "required": True}, "text": {"type": "text", "required": True},
        "agreed": {"type": "bool", "required": True}}},
}  # fmt: skip
CHOICES = {
    "unit": (("u1", "县住建局"),),
    "units": (("u1", "县住建局"), ("u2", "县人社局")),
    "claim_id": (("c1", "请求 1"),),
}
FIELDS = Words("keep", CHOICES, ZH).fields(asked_of(ASKS))
WHOLE = {
    "reason": "材料待补", "until": "2026-10-30", "at": "2026-10-30T09:00", "n": "3", "agreed": "1", "unit": "u1",
    "units~u2": "1", "mode": "ASSIGN", "gaps": "身份证\n购房合同", "answers~0~claim_id": "c1", "answers~0~text": "已修好", "answers~0~agreed": "1",
}  # fmt: skip
KEPT = [
    {
        "act": "keep",
        "name": "留待补充",
        "row": "X1",
        "allowed": True,
        "refusal_code": None,
        "because": None,
        "asks": ASKS,
    }
]


def test_what_was_typed_becomes_the_owners_paper() -> None:
    paper, errors = paper_of(FIELDS, Form("k", WHOLE), ZH)
    assert errors == {}
    assert paper == {
        "reason": "材料待补", "until": "2026-10-30", "at": "2026-10-30T09:00:00+08:00", "n": 3, "agreed": True, "unit": "u1",
        "units": ("u2",), "mode": "ASSIGN", "gaps": ("身份证", "购房合同"), "answers": [{"claim_id": "c1", "text": "已修好", "agreed": True}],
    }  # fmt: skip


def test_what_is_left_empty_is_not_sent_and_a_tick_left_open_is_a_no() -> None:
    paper, errors = paper_of(FIELDS, Form("k", {"reason": "x", "unit": "u1", "mode": "ASSIGN"}), ZH)
    assert (paper, errors) == ({"reason": "x", "unit": "u1", "mode": "ASSIGN", "agreed": False}, {})


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("reason", "", "还没有填"), ("unit", "", "还没有选"), ("until", "下周", "不是日期"), ("at", "九点", "不是时间"), ("n", "三", "要填数字"),
        ("answers~0~text", "", "还没有填"),
    ],
)  # fmt: skip
def test_what_must_be_mended_is_said_at_its_field(name: str, typed: str, said: str) -> None:
    _, errors = paper_of(FIELDS, Form("k", WHOLE | {name: typed}), ZH)
    assert list(errors) == [name]
    assert said in errors[name]


def test_what_the_owner_says_stands_at_the_field_it_speaks_of() -> None:
    told = {"answers.0.text": "太长", "units.1": "没有这个单位", "nowhere": "x"}
    assert beside(FIELDS, told, "", "") == {"answers~0~text": "太长", "units": "没有这个单位"}
    assert beside(FIELDS, {}, "NO_DEPUTY_APPROVAL", "须经分管领导审批。") == {
        "approved_by": "须经分管领导审批。"
    }


def test_a_refusal_is_put_at_a_field_of_an_act_that_may_be_refused_so() -> None:
    """What no line names stands at the head of the form; a line that fits no act of the owner's is dead."""
    met: dict[str, set[str]] = {}
    for row in ROWS.values():
        fields = asked(row) if by_hand(row) and row.act not in OWN_PAGES else None
        for code in map(code_of, row.guards):
            met[code] = met.get(code, set()) | set(fields or ())
    own_words = {
        "SELF_APPROVAL",
        "WRONG_SIGNER",
    }  # told by guards that word their own refusals, or on pages of their own
    dead = [
        code
        for code, names in speaks_of().items()
        if code not in own_words and not set(names) & met.get(code, set(names))
    ]
    assert dead == []
    assert {"OBJECTION_NO_REASON", "CHECKLIST_OPEN", "NO_DEPUTY_APPROVAL"} <= met.keys() & speaks_of().keys()


def code_of(guard: Any) -> str:
    """The code a guard refuses with; none where it words its own refusals."""
    return str(inspect.getclosurevars(guard).nonlocals.get("code", ""))


@pytest.fixture
def front(monkeypatch: pytest.MonkeyPatch) -> Front:
    monkeypatch.setattr("tests.workbench.routing_desk.acts", lambda *_: KEPT)
    return Front().sign_in("router")


def path_of(front: Front) -> str:
    return f"/matters/{front.matter('鞋厂停产').id}/acts/keep"


def filled(front: Front, page: str | None = None, **typed: str) -> dict[str, str]:
    """The form as a browser sends it: everything hidden in the page, and what was typed."""
    shown = page or front.get(path_of(front)).text
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown)
    return {name: unescape(value) for name, value in hidden} | {
        "reason": "材料待补", "unit": f"{COUNTY}-rsj", "mode": "ASSIGN", **typed,
    }  # fmt: skip


def test_an_act_that_the_window_has_never_heard_of_is_offered_and_has_its_form(front: Front) -> None:
    matter = front.get(f"/matters/{front.matter('鞋厂停产').id}")
    assert re.search(r'class="btn" href="/matters/[^"]+/acts/keep" data-key="1">留待补充', matter.text)
    page = front.get(path_of(front)).text
    assert re.search(r'<input class="in w3" type="date" id="until"', page)
    assert re.search(rf'<option value="{COUNTY}-rsj">县人社局</option>', page)
    assert re.search(r'<option value="deputy@450199">', page)


def test_the_path_a_claim_has_so_far_stands_in_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    path = {"type": "choice", "required": True, "choices": ["PETITION", "LITIGATION"]}
    columns = {
        "claim_id": {"type": "text", "required": True},
        "path": path,
        "basis": {"type": "text", "required": False},
    }
    asks = {"paths": {"type": "table", "required": False, "fields": columns}}
    monkeypatch.setattr("tests.workbench.routing_desk.acts", lambda *_: [{**KEPT[0], "asks": asks}])
    front = Front().sign_in("router")
    page = front.get(path_of(front)).text
    assert re.search(r'name="paths~0~path" value="PETITION" checked', page)


def test_a_form_with_a_fault_keeps_what_was_typed_and_asks_nobody(front: Front) -> None:
    answer = front.post(path_of(front), filled(front, unit="", until="2026-10-30"))
    assert answer.status_code == 422
    assert 'value="2026-10-30"' in answer.text
    assert "材料待补" in answer.text


def test_what_is_done_is_said_at_once_with_where_the_matter_stands(front: Front) -> None:
    answer = front.post(path_of(front), filled(front))
    assert answer.status_code == 303
    assert "done=keep" in answer.headers["location"]


def test_an_owner_that_is_away_costs_nothing_typed_and_the_same_key_is_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[httpx.Request] = []

    def away(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        raise httpx.ConnectError("down")

    monkeypatch.setattr("tests.workbench.routing_desk.acts", lambda *_: KEPT)
    front = Front(owners=httpx.MockTransport(away)).sign_in("router")
    answer = front.post(path_of(front), filled(front))
    assert answer.status_code == 503
    front.post(path_of(front), filled(front, answer.text))
    assert len({request.headers["idempotency-key"] for request in sent}) == 1
    assert [json.loads(request.content)["reason"] for request in sent] == ["材料待补", "材料待补"]


def test_a_lost_race_shows_what_was_done_since_the_form_was_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(_: httpx.Request) -> httpx.Response:
        because = "该事项现在是“已转交待签收”，留待补充须在“甄别”时办理。"
        return httpx.Response(409, json={"code": "WRONG_STATE", "because": because})

    monkeypatch.setattr("tests.workbench.routing_desk.acts", lambda *_: KEPT)
    front = Front(owners=httpx.MockTransport(overtaken)).sign_in("deputy")
    form = filled(front)
    _dispatched(front)
    answer = front.post(path_of(front), form)
    assert answer.status_code == 409
    for said in (
        "“留待补充”没有办成：莫志远在今天 09:40 先办了下面这一步。",
        "该事项现在是“已转交待签收”",
        "看现在能办什么",
        "您填的内容还在",
        "您打开这张表以后，事项有了变化 现在是：已转交，待签收",
        "转送县人社局",
    ):
        assert said in text(answer), said
    assert "立为信访事项" not in text(answer)
    assert "材料待补" in answer.text


def test_a_page_without_its_owner_is_shown_and_says_what_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: Any) -> None:
        raise httpx.ConnectError("down")

    monkeypatch.setattr("tests.workbench.routing_desk.acts", away)
    front = Front().sign_in("router")
    answer = front.get(f"/matters/{front.matter('鞋厂停产').id}")
    assert answer.status_code == 200
    assert "现在不知道可以办什么" in text(answer)
    poll = re.search(r'hx-get="([^"]+)"', answer.text)
    assert poll is not None
    assert "seen=" not in poll.group(1)


def test_a_form_that_was_tampered_with_is_not_found(front: Front) -> None:
    for asks in ("", "[]", '{"name": 1}', '{"name": "x", "asks": {"a": 1}}'):
        assert front.post(path_of(front), filled(front) | {"asks": asks}).status_code == 404


def _dispatched(front: Front) -> None:
    """Somebody else dispatches the matter while the form is open."""
    held = front.matter("鞋厂停产")
    story = Story(front.town, held.title, at(9, 11), unit="rsj")
    story.matter_id, story.number = held.id, held.number
    story.dispatched(at(9, 28, 9, 40))


def test_beside_the_form_stands_what_happened_last_and_why(front: Front) -> None:
    """Who upholds or rejects an objection reads it there; the whole history is one link away."""
    beside_it = front.get(path_of(front)).text.partition('id="la"')[2].partition("</section>")[0]
    assert 1 <= beside_it.count("<li>") <= 3
    assert "立为信访事项" in beside_it
    assert "理由：" in beside_it
