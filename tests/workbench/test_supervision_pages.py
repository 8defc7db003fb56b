"""督办 in the window: the desk, a new record from a matter, one record with the acts of whoever looks; nothing typed is lost."""

from __future__ import annotations

import json
from typing import Any

import httpx

from tests.workbench.county import a_county, owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Town

ID = f"{COUNTY}:s1"
RECORD: dict[str, Any] = {
    "supervision_id": ID, "matter_id": f"{COUNTY}:none", "county": COUNTY, "state": "OPEN", "level": "KEY", "ground": "OVERDUE_NO_CAUSE",
    "unit": f"{COUNTY}-zjj", "clock": "C07", "opened_at": "2026-10-09T08:00:00+08:00", "fruitless": 1, "answer_by": None,
    "late": False, "answer_by_default": "2026-10-15", "level_needs_approval": True, "approved_by": None,
    "acts": [{"act": "send_supervision", "name": "发出督办"}],
    "steps": [
        {"row": "SV1", "at": "2026-10-09T08:00:00+08:00", "by": {"name": "系统"}, "text": "", "failed": "", "measures": ""},
        {"row": "SV2", "at": "2026-10-09T09:00:00+08:00", "by": {"name": "梁国栋"}, "form": "LETTER", "text": "请办结", "answer_by": "2026-10-15"},
    ],
}  # fmt: skip


class Deadlines:
    """deadlines as the window meets it: one record; what is sent with “refuse” is refused."""

    def __init__(self, town: Town) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self._others = owners_of(town)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "deadlines" or "/supervisions" not in request.url.path:
            answer: httpx.Response = self._others(request)
            return answer
        if request.method == "GET":
            whole = request.url.path.endswith("/supervisions")
            return httpx.Response(200, json={"rows": [RECORD]} if whole else RECORD)
        body = json.loads(request.content or b"{}")
        self.sent.append((request.url.path, body))
        if body.get("text") == "refuse":
            return httpx.Response(
                409, json={"code": "LEVEL_NOT_APPROVED", "because": "立项督查督办须经分管领导审批。"}
            )
        if body.get("answer_by") == "wrong":
            fields = {"answer_by": "不是有效的日期，例如 2026-12-01"}
            return httpx.Response(
                422, json={"code": "FIELDS_INVALID", "because": "请检查。", "fields": fields}
            )
        return httpx.Response(201, json={"subject": f"supervision:{ID}", "seq": 1})


def desk(username: str = "supervisor") -> tuple[Front, Deadlines]:
    town = a_county()
    deadlines = Deadlines(town)
    return Front(town, httpx.MockTransport(deadlines)).sign_in(username), deadlines


def test_the_desk_shows_what_waits_longest_with_its_reason() -> None:
    said = text(desk()[0].get("/supervisions"))
    assert "重点督办 待发出" in said
    assert "无正当理由未按期办结 退回 1 次" in said


def test_a_record_offers_exactly_what_its_owner_allows_and_proposes_the_day() -> None:
    page = desk()[0].get(f"/supervisions/{ID}")
    assert 'value="2026-10-15"' in page.text
    assert "这一级别须由分管领导批准后才能发出" in text(page)
    assert "核实答复" not in text(page)
    assert "发出 发函 请办结 答复期限：10月15日（周四）" in text(page)


def test_an_act_is_sent_and_told() -> None:
    front, deadlines = desk()
    done = front.send(
        f"/supervisions/{ID}/send_supervision", {"form": "PHONE", "text": "请办结", "answer_by": "2026-10-15"}, f"/supervisions/{ID}"
    )  # fmt: skip
    assert done.headers["location"].endswith("?done=send_supervision")
    assert deadlines.sent[0][1] == {"form": "PHONE", "text": "请办结", "answer_by": "2026-10-15"}
    assert "已办：发出督办" in text(front.get(f"/supervisions/{ID}?done=send_supervision"))


def test_a_refusal_keeps_what_was_typed_and_an_error_stands_at_its_field() -> None:
    front, _ = desk()
    for body, says, status in (
        ({"text": "refuse"}, "没有办成：立项督查督办须经分管领导审批。", 409),
        ({"text": "请办结", "answer_by": "wrong"}, "不是有效的日期", 422),
    ):
        back = front.send(f"/supervisions/{ID}/send_supervision", body, f"/supervisions/{ID}")
        assert back.status_code == status
        assert says in text(back)
        assert f">{body['text']}</textarea>" in back.text


def test_a_record_is_opened_from_a_matter_that_one_may_see() -> None:
    front, deadlines = desk()
    matter = front.matter("").id
    assert f'href="/supervisions/new?matter={matter}"' in front.get(f"/matters/{matter}").text
    page = front.get(f"/supervisions/new?matter={matter}")
    assert "领导批示" in text(page)
    sent = {
        "matter_id": matter,
        "ground": "LEADER_INSTRUCTION",
        "level": "REMINDER",
        "unit": f"{COUNTY}-zjj",
        "reason": "批示",
    }
    done = front.send("/supervisions/new", sent, f"/supervisions/new?matter={matter}")
    assert done.headers["location"] == f"/supervisions/{ID}".replace(":", "%3A")
    assert deadlines.sent == [("/supervisions", sent)]
    assert front.get("/supervisions/new?matter=nobody").status_code == 404


def test_only_who_opens_supervisions_gets_the_form_and_others_get_no_desk() -> None:
    assert desk("zjj.head")[0].get("/supervisions/new?matter=x").status_code == 403
    assert desk("zjj.head")[0].get("/supervisions").status_code == 200
    assert desk("registrar")[0].get("/supervisions").status_code == 403
