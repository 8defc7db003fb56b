"""The directory's pages over routing's own rules: the tree, one unit, a table put up, refused, approved by another."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx
import pytest

from chassis.decisions import Changed
from services.routing.directory_api import Table, _read, shown
from services.routing.domain.directory import propose
from tests.routing.test_directory import ADDED, AT, CLOSED, FIRST, HEAD, ROUTER
from tests.workbench.county import owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import Town


class Desk(httpx.AsyncBaseTransport):
    """Reads tables by routing's own rules; every other owner as usual."""

    def __init__(self) -> None:
        self.town, self.held = Town(), FIRST
        self._others: Any = owners_of(self.town)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        match request.method, request.url.path:
            case "GET", "/directory":
                return httpx.Response(200, json=_json(shown(self.held)))
            case "POST", "/directory/proposals":
                return self._put_up(Table.model_validate_json(request.content))
            case "POST", "/directory/approve":
                return httpx.Response(200, json={"version": 2})
            case _:
                answer: httpx.Response = self._others(request)
                return answer

    def _put_up(self, table: Table) -> httpx.Response:
        read = _read(table, self.held, "450199", date(2026, 11, 23))
        if not isinstance(read, tuple):
            return httpx.Response(read.status_code, content=read.body)
        decision = propose(self.held, read, table.name, ROUTER, AT)
        assert isinstance(decision, Changed)
        self.held = decision.state
        return httpx.Response(201, json={"no": 1})


def _json(told: dict[str, Any]) -> Any:
    from fastapi.encoders import jsonable_encoder

    return jsonable_encoder(told)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def uploaded(front: Front, *rows: str) -> httpx.Response:
    table = (HEAD + "".join(rows)).encode()
    return front.ask(
        "POST", "/directory", data=front.tokens("/directory"), files={"file": ("名录.csv", table)}
    )


def test_everybody_sees_the_units_and_what_each_answers_for(desk: Desk) -> None:
    liaison = Front(desk.town, desk).sign_in("zjj.liaison")
    page = text(liaison.get("/directory"))
    assert "县住建局 部门 房屋质量保修、住房保障与物业、市政与违建" in page
    assert "导入表格改名录" not in page
    assert "房屋质量保修 城乡建设 屋面、渗漏" in text(liaison.get("/directory/450199-zjj"))
    assert liaison.get("/directory/450198-zjj").status_code == 404


def test_a_table_shows_what_it_would_change_and_another_person_approves(desk: Desk) -> None:
    router = Front(desk.town, desk).sign_in("router")
    assert uploaded(router, ADDED, CLOSED).headers["location"] == "/directory?done=proposed"
    waiting = text(router.get("/directory"))
    assert "新增 县房管所" in waiting
    assert "撤销 县交警大队" in waiting
    assert "上级单位： 县住建局" in waiting
    assert "撤销日期：原来没有 → 11月1日" in waiting
    assert "电话： 0775-2831060" not in waiting
    assert "须由另一位负责人批准" in waiting
    assert "批准 2 处改动" not in waiting
    deputy = Front(desk.town, desk).sign_in("deputy")
    assert "批准 2 处改动" in text(deputy.get("/directory"))
    assert (
        deputy.send("/directory/approve", {"no": "1"}, "/directory").headers["location"]
        == "/directory?done=approve"
    )


def test_a_faulty_row_comes_back_with_its_line_and_nothing_is_taken(desk: Desk) -> None:
    router = Front(desk.town, desk).sign_in("router")
    answer = uploaded(router, ADDED, ADDED.replace("fgj", "FGJ 2", 1))
    assert answer.status_code == 422
    assert "有 1 处要改，整张表都没有导入。" in text(answer)
    assert "3 代码只能用小写字母和数字" in text(answer)
    assert desk.held == FIRST
