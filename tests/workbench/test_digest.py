"""今日提醒 in the window: what deadlines tells this person, with the matter it concerns, and that it was read."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from services.workbench.store import MATTERS
from tests.workbench.county import a_county, owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Town

ROW: dict[str, Any] = {
    "matter_id": f"{COUNTY}:none", "number": "45019920260803V00001", "clock_id": f"{COUNTY}:c", "clock": "C07", "name": "办理期限",
    "unit": f"{COUNTY}-zjj", "owner_role": "unit_handler", "level": "RED", "started_at": "2026-08-03T09:30:00+08:00",
    "due_at": "2026-09-29T23:59:59.999000+08:00", "due_on": "2026-09-29", "overdue_days": 0, "said_at": "2026-09-28T00:00:00+08:00",
}  # fmt: skip
LATE = ROW | {
    "clock": "C02",
    "unit": None,
    "level": "BLACK",
    "due_on": "2026-09-25",
    "due_at": "2026-09-25T23:59:59.999000+08:00",
}
DIGEST: dict[str, Any] = {
    "day": "2026-09-28", "at": "2026-09-28T08:30:00+08:00", "rows": [ROW], "urgent": [], "read_at": None, "whole": True,
}  # fmt: skip


class Deadlines:
    """deadlines as the window meets it: one digest, which can be read or refused, or nobody there."""

    def __init__(self, town: Town, **changed: Any) -> None:
        self.digest: dict[str, Any] = DIGEST | changed
        self.read: list[str] = []
        self._others = owners_of(town)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "deadlines" or "/digest" not in request.url.path:
            answer: httpx.Response = self._others(request)
            return answer
        if self.digest.get("away"):
            raise httpx.ConnectError("nobody is there")
        if request.method == "GET":
            return httpx.Response(200, json=self.digest)
        self.read.append(request.url.path)
        if self.digest.get("refuses"):
            return httpx.Response(409, json={"code": "NO_DIGEST_YET", "because": "这一天的提醒还没有形成。"})
        return httpx.Response(200, json={"subject": "reader:x", "seq": 1})


def front(username: str = "router", **changed: Any) -> tuple[Front, Deadlines]:
    town = a_county()
    known = next(iter(town.store.all(MATTERS).values())) if changed.pop("known", False) else None
    deadlines = Deadlines(town, **changed)
    if known:
        deadlines.digest["rows"] = [ROW | {"matter_id": known.id}]
        deadlines.digest["title"] = known.title
    return Front(town, httpx.MockTransport(deadlines)).sign_in(username), deadlines


def test_it_says_what_is_near_whose_it_is_and_by_when() -> None:
    said = text(front(urgent=[LATE])[0].get("/digest"))
    assert "今日提醒 2 件" in said
    assert "县住建局 9月29日（周二）" in said
    assert "刚刚到期或逾期" in said
    assert "本办 9月25日（周五）" in said


def test_a_matter_that_one_may_see_is_named_and_linked_and_any_other_only_numbered() -> None:
    its, deadlines = front(known=True)
    page = its.get("/digest")
    assert deadlines.digest["title"] in text(page)
    assert f'href="/matters/{deadlines.digest["rows"][0]["matter_id"]}"' in page.text
    assert f"编号 {ROW['number']}" in text(front()[0].get("/digest"))


def test_who_has_read_it_says_so_once_and_is_not_asked_again() -> None:
    its, deadlines = front()
    done = its.send("/digest/2026-09-28/read", {}, "/digest")
    assert (done.status_code, done.headers["location"]) == (303, "/digest?done=1")
    assert deadlines.read == ["/digest/2026-09-28/read"]
    after = front(read_at="2026-09-28T09:00:00+08:00")[0].get("/digest?done=1")
    assert "已记下：您看过这份提醒。" in text(after)
    assert "已阅今日提醒" not in text(after)


@pytest.mark.parametrize(("changed", "says", "status"), [
    ({"refuses": True}, "没有记下：这一天的提醒还没有形成。", 409),
    ({"away": True}, "期限服务暂时没有响应", 503),
])  # fmt: skip
def test_what_was_not_noted_is_said(changed: dict[str, Any], says: str, status: int) -> None:
    its, deadlines = front()
    deadlines.digest |= changed
    answer = its.send("/digest/2026-09-28/read", {}, "/digest" if "refuses" in changed else "/sign-in")
    assert (answer.status_code, says in text(answer)) == (status, True)


def test_nothing_to_tell_says_so() -> None:
    assert "没有要提醒的期限" in text(front(rows=[])[0].get("/digest"))
