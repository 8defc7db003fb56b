"""The pages of imports in front of intake's own rules: the empty table, the dry run, the taking, and whose they are."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import httpx
import pytest

from chassis.identity import DevelopmentIssuer
from services.intake.imports.columns import ListKind
from services.intake.imports.reading import lines
from services.intake.imports.undoing import Undoer
from tests.intake.imports.office import Office
from tests.intake.imports.table import as_csv, row
from tests.workbench.county import SECRET, owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import Town


class Desk(httpx.AsyncBaseTransport):
    """Imports and attachments are intake's own; every other owner as usual. `away`: intake cannot be reached."""

    def __init__(self) -> None:
        town, issuer = Town(), DevelopmentIssuer("development", SECRET)
        self.office = Office(issuer, clock=town.clock)
        self.town, self.away = town, False
        self._others: Any = owners_of(town)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith(("/imports", "/attachments")):
            if self.away:
                raise httpx.ConnectError("down")
            of = (
                self.office.transport
                if request.url.path.startswith("/imports")
                else self.office.room.transport
            )
            return await of.handle_async_request(request)
        await request.aread()
        answer: httpx.Response = self._others(request)
        return answer


@pytest.fixture
def desk() -> Desk:
    return Desk()


def front(desk: Desk, who: str = "deputy") -> Front:
    return Front(desk.town, desk).sign_in(who)


def uploaded(head: Front, table: bytes) -> httpx.Response:
    return head.ask("POST", "/imports", data=head.tokens("/imports"), files={"file": ("旧件.csv", table)})


def test_a_table_is_looked_at_taken_and_watched(desk: Desk) -> None:
    head = front(desk)
    answer = uploaded(head, as_csv([row(1), row(2), row(3, 电话="1387751426")]))
    assert answer.status_code == 303, text(answer)
    place = answer.headers["location"]
    looked = text(head.get(place))
    assert "预检结果" in looked
    assert "导入 2 件" in looked
    assert "手机号少 1 位" in looked
    assert "1387751426" not in looked
    assert desk.office.items() == 0
    assert head.send(f"{place}/take", {}, page=place).status_code == 303
    running = head.get(place)
    assert ("已处理 0 / 3 行" in text(running), running.headers["refresh"]) == (True, "5")
    asyncio.run(desk.office.taking.go_on(place.rpartition("/")[2]))
    done = head.get(place)
    assert "导入完成" in text(done)
    assert "refresh" not in done.headers
    assert desk.office.items() == 2
    assert "已导入" in text(head.get("/imports"))


def test_a_faulty_table_comes_back_with_its_reasons_until_it_is_taken(desk: Desk) -> None:
    head = front(desk)
    place = uploaded(head, as_csv([row(1), row(2, 标题="")])).headers["location"]
    assert f"{place}/given-back.xlsx" in head.get(place).text
    [good, bad] = lines(io.BytesIO(head.get(f"{place}/given-back.xlsx").content), 10, 2**24)
    assert (good.given[0], "标题：没有填写" in bad.given[0]) == ("", True)
    head.send(f"{place}/take", {}, page=place)
    asyncio.run(desk.office.taking.go_on(place.rpartition("/")[2]))
    assert f"{place}/given-back.xlsx" not in head.get(place).text
    assert "请用您手里的原表" in text(head.get(f"{place}/given-back.xlsx"))


def test_a_batch_is_taken_back_and_watched(desk: Desk) -> None:
    head = front(desk)
    place = uploaded(head, as_csv([row(1), row(2)])).headers["location"]
    head.send(f"{place}/take", {}, page=place)
    batch_id = place.rpartition("/")[2]
    asyncio.run(desk.office.taking.go_on(batch_id))
    assert "2 行 = 2 + 0 + 0，对得上" in text(head.get(place))
    assert head.send(f"{place}/undo", {}, page=place).status_code == 303
    running = head.get(place)
    assert ("正在撤销" in text(running), running.headers["refresh"]) == (True, "5")
    asyncio.run(Undoer(desk.office.room.door).go_on(batch_id))
    assert "已撤回 0 件，留下 0 件" in text(head.get(place)), "routing has not answered"


def test_what_cannot_be_read_is_said_at_the_file_and_away_loses_nothing(desk: Desk) -> None:
    head = front(desk)
    assert "第一行缺少列" in text(uploaded(head, b"a,b\n1,2\n"))
    assert "请选填好的表格" in text(head.send("/imports", {}))
    assert uploaded(head, b"").status_code == 422
    tokens = head.tokens("/imports")
    desk.away = True
    assert (
        head.ask("POST", "/imports", data=tokens, files={"file": ("a.csv", as_csv([row(1)]))}).status_code
        == 503
    )


def test_each_empty_table_comes_with_an_example(desk: Desk) -> None:
    page = front(desk).get("/imports").text
    for kind in ListKind:
        assert f"/imports/templates/{kind}.xlsx" in page
        answer = front(desk).get(f"/imports/templates/{kind}.xlsx")
        [line] = lines(io.BytesIO(answer.content), 10, 2**24)
        assert (line.kind, line.cells["信访形式"]) == (kind, "来访")


def test_it_is_the_heads_page_and_nobody_elses(desk: Desk) -> None:
    assert front(desk, "registrar").get("/imports").status_code == 403
    assert 'href="/imports"' not in front(desk, "registrar").get("/matters").text
    assert 'href="/imports"' in front(desk).get("/imports").text
