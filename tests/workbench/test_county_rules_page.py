"""A county's rules in the window, over routing's own doors: changed by one person, seen with what would differ, approved by another."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis.commands import Commands
from chassis.documents import Document
from chassis.identity import DevelopmentIssuer
from chassis.testing import MemoryStore
from chassis.web import dress
from services.routing.county_rules_api import county_rules_api
from services.routing.directory_api import directory_api
from services.routing.store import DIRECTORIES, MATTERS
from tests.routing.builders import a_matter
from tests.routing.test_directory import COUNTY, FIRST
from tests.workbench.county import SECRET, a_county, owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import DIRECTORY

RULE = {
    "title_1": "屋面渗漏归街道", "words_1": "渗漏、漏水", "unit_1": f"{COUNTY}-hexi", "category_1": "", "place_1": "", "order_1": "1",
}  # fmt: skip


class Doors(httpx.AsyncBaseTransport):
    """routing's own routes of the directory and the rules over a store in memory; every other owner as usual."""

    def __init__(self) -> None:
        self.town, store = a_county(), MemoryStore()
        store.documents[DIRECTORIES.name, COUNTY] = Document(DIRECTORIES, COUNTY, FIRST, 1)
        commands = Commands(store, self.town.clock, "lianjie/routing", lambda _kind, _id: None)
        parts: Any = SimpleNamespace(
            store=store, clock=self.town.clock, directory=DIRECTORY, commands=commands, mongo=SimpleNamespace(find=self._find)
        )  # fmt: skip
        app = FastAPI()
        dress(app, DevelopmentIssuer("development", SECRET), lambda: True)
        for each in (directory_api, county_rules_api):
            app.include_router(each(parts))
        self._routing, self._others = httpx.ASGITransport(app), owners_of(self.town)

    async def _find(self, *_: object, **__: object) -> list[dict[str, Any]]:
        matters = (a_matter(title="三期屋面渗漏"), a_matter(title="路灯不亮"))
        return [{"state": MATTERS.dump(matter)} for matter in matters]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith(("/county-rules", "/directory")):
            return await self._routing.handle_async_request(request)
        await request.aread()
        answer: httpx.Response = self._others(request)
        return answer


@pytest.fixture
def doors() -> Doors:
    return Doors()


@pytest.fixture
def router(doors: Doors) -> Front:
    return Front(doors.town, doors).sign_in("router")


@pytest.fixture
def deputy(doors: Doors) -> Front:
    return Front(doors.town, doors).sign_in("deputy")


def test_a_rule_is_put_up_seen_with_what_differs_and_approved_by_another(
    router: Front, deputy: Front
) -> None:
    assert router.send("/rules/suggestions", RULE).headers["location"] == "/rules?done=proposed"
    mine = router.get("/rules")
    assert "这是您提出的，须由另一位负责人批准。" in text(mine)
    assert 'action="/rules/approve"' not in mine.text
    seen = text(deputy.get("/rules"))
    assert "1. 屋面渗漏归街道 提到渗漏、漏水之一 河西街道办" in seen
    assert "拿最近 2 件在办事项试了一遍，1 件的建议会不同。" in seen
    assert "三期屋面渗漏" in seen
    assert "县住建局 河西街道办" in seen
    assert "路灯不亮" not in seen
    assert (
        deputy.send("/rules/approve", {"no": "1"}, page="/rules").headers["location"] == "/rules?done=approve"
    )
    after = text(deputy.get("/rules"))
    assert "等批准的改动" not in after
    assert "本县建议规则 建议承办单位时先看这些规则" in after
    assert "建议规则 第 2 版" in after
    assert "莫志远" in after


def test_a_profile_is_put_up_with_its_day_and_what_differs(router: Front, deputy: Front) -> None:
    sent = router.send("/rules/profile", {"profile": "zhejiang_2016", "since": "2027-01-01"})
    assert sent.headers["location"] == "/rules?done=proposed"
    seen = text(deputy.get("/rules"))
    assert "2027年1月1日起适用浙江省规则。以前登记的件不变。" in seen
    assert "C07 办理期限 60 日 30 日" in seen
    deputy.send("/rules/approve", {"no": "1"}, page="/rules")
    assert "2027年1月1日 浙江省" in text(deputy.get("/rules"))


def test_what_is_wrong_stands_at_its_rule_and_nothing_typed_is_lost(router: Front) -> None:
    answer = router.send(
        "/rules/suggestions", {**RULE, "words_1": "", "title_2": "空着单位", "words_2": "路灯"}
    )
    assert answer.status_code == 422
    assert 'value="屋面渗漏归街道"' in answer.text
    assert 'id="unit_2-error"' in answer.text
    again = router.send("/rules/suggestions", {**RULE, "words_1": ""})
    assert "没有写条件。请写关键词，或选分类、事发地。" in again.text


def test_a_day_that_has_come_is_refused_at_its_field(router: Front) -> None:
    answer = router.send("/rules/profile", {"profile": "zhejiang_2016", "since": "2026-09-28"})
    assert answer.status_code == 422
    assert (
        '<p class="err" id="since-error">只能从明天起改。已经登记的件一直用登记时的规则。</p>' in answer.text
    )
    assert "没有选规则。请选一套。" in text(router.send("/rules/profile", {}))


def test_the_order_is_what_was_typed_and_an_emptied_line_is_a_rule_taken_away(
    router: Front, deputy: Front
) -> None:
    second = {"title_2": "欠薪", "words_2": "工资", "unit_2": f"{COUNTY}-rsj", "order_2": "0"}
    router.send("/rules/suggestions", {**RULE, **second})
    deputy.send("/rules/approve", {"no": "1"}, page="/rules")
    page = router.get("/rules/suggestions").text
    assert page.index('value="欠薪"') < page.index('value="屋面渗漏归街道"')
    emptied = {f"{name}_1": "" for name in ("title", "words", "unit", "category", "place")}
    kept = {name.replace("_1", "_2"): value for name, value in RULE.items()}
    router.send("/rules/suggestions", {**emptied, **kept})
    seen = text(deputy.get("/rules"))
    assert seen.index("等批准的改动") < seen.index("1. 屋面渗漏归街道") < seen.index("本县建议规则 建议")


def test_who_gives_one_back_changes_nothing(router: Front) -> None:
    router.send("/rules/suggestions", RULE)
    assert (
        router.send("/rules/decline", {"no": "1"}, page="/rules").headers["location"] == "/rules?done=decline"
    )
    assert "还没有规则" in text(router.get("/rules"))


def test_people_of_units_see_the_rules_and_change_none(doors: Doors) -> None:
    head = Front(doors.town, doors).sign_in("zjj.head")
    assert "修改建议规则" not in text(head.get("/rules"))
    assert head.get("/rules/suggestions").status_code == 403
