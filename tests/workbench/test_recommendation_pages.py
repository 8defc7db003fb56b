"""建议书 in the window: the list, a text of each kind from a matter, one record with the acts of whoever looks; nothing typed is lost."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.workbench.county import a_county, owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Town

ID = f"{COUNTY}:r1"
RECORD: dict[str, Any] = {
    "recommendation_id": ID, "matter_id": f"{COUNTY}:none", "county": COUNTY, "state": "SENT", "kind": "ACCOUNTABILITY",
    "unit": f"{COUNTY}-rsj", "about": f"{COUNTY}-zjj", "facts": "逾期三个月", "suggestion": "责令作出检查", "finding": "推诿",
    "unit_statement": "认可", "answer_by": "2026-11-09", "result": None, "reasons": "", "late": True,
    "acts": [{"act": "answer_recommendation", "name": "答复建议"}],
    "steps": [{"row": "RM1", "at": "2026-10-09T08:00:00+08:00", "by": {"name": "谭思远"}, "text": ""}],
}  # fmt: skip


class Deadlines:
    """deadlines as the window meets it: one record; a text without facts and an answer without reasons are refused."""

    def __init__(self, town: Town) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self._others = owners_of(town)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "deadlines" or "/recommendations" not in request.url.path:
            answer: httpx.Response = self._others(request)
            return answer
        if request.method == "GET":
            whole = request.url.path.endswith("/recommendations")
            return httpx.Response(200, json={"rows": [RECORD]} if whole else RECORD)
        body = json.loads(request.content or b"{}")
        self.sent.append((request.url.path, body))
        if "suggestion" in body and "facts" not in body:
            refused = {"code": "NO_RECOMMENDATION_GROUND", "because": "请写明建议的事实依据。"}
            return httpx.Response(409, json=refused)
        if body.get("result") == "NOT" and "reasons" not in body:
            refused = {"code": "ADOPTION_NOT_STATED", "because": "请写明是否采纳,不采纳的须说明理由。"}
            return httpx.Response(409, json=refused)
        return httpx.Response(201, json={"subject": f"recommendation:{ID}", "seq": 1})


def desk(username: str = "supervisor") -> tuple[Front, Deadlines]:
    town = a_county()
    deadlines = Deadlines(town)
    return Front(town, httpx.MockTransport(deadlines)).sign_in(username), deadlines


def test_the_list_and_the_record_say_what_was_put_to_whom() -> None:
    front, _ = desk("zjj.head")
    assert "追究责任建议 待答复" in text(front.get("/recommendations"))
    page = text(front.get(f"/recommendations/{ID}"))
    assert "逾期未答复" in page
    assert "处理建议 责令作出检查" in page
    assert "被建议追责的单位 县住建局" in page
    assert "批准发出 谭思远" in page


def test_an_answer_is_sent_and_one_without_reasons_comes_back_whole() -> None:
    front, deadlines = desk("zjj.head")
    body = {"result": "NOT", "text": "维持现状"}
    back = front.send(f"/recommendations/{ID}/answer_recommendation", body, f"/recommendations/{ID}")
    assert back.status_code == 409
    assert "不采纳的须说明理由" in text(back)
    assert ">维持现状</textarea>" in back.text
    whole = body | {"reasons": "没有经费"}
    done = front.send(f"/recommendations/{ID}/answer_recommendation", whole, f"/recommendations/{ID}")
    assert done.headers["location"].endswith("?done=answer_recommendation")
    assert deadlines.sent[-1][1] == whole


@pytest.mark.parametrize(
    ("kind", "asks"),
    [("IMPROVE", "事实依据"), ("POLICY", "建议完善的政策"), ("ACCOUNTABILITY", "被建议追责的单位")],
)
def test_each_kind_of_text_asks_for_what_its_document_must_contain(kind: str, asks: str) -> None:
    front, _ = desk()
    matter = front.matter("").id
    assert asks in text(front.get(f"/recommendations/new?matter={matter}&kind={kind}"))


def test_a_text_is_written_from_a_matter_and_what_is_missing_is_said_at_its_field() -> None:
    front, deadlines = desk()
    matter = front.matter("").id
    new = f"/recommendations/new?matter={matter}"
    assert f'href="{new}"' in front.get(f"/matters/{matter}").text
    short = {"matter_id": matter, "kind": "IMPROVE", "unit": f"{COUNTY}-zjj", "suggestion": "当日报告"}
    back = front.send("/recommendations/new", short, new)
    assert 'id="facts-error">请写明建议的事实依据。' in back.text
    done = front.send("/recommendations/new", short | {"facts": "三个月六次"}, new)
    assert done.headers["location"] == f"/recommendations/{ID}".replace(":", "%3A")
    assert deadlines.sent[-1][1]["facts"] == "三个月六次"
    assert front.get("/recommendations/new?matter=nobody").status_code == 404


def test_who_has_no_desk_sees_none() -> None:
    assert desk("zjj.head")[0].get("/recommendations/new?matter=x").status_code == 403
    assert desk("registrar")[0].get("/recommendations").status_code == 403
