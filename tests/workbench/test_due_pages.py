"""What is due, as a page and as a calendar to subscribe to; and the work calendar with two persons for every notice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.deadlines.store import SHEETS
from tests.deadlines.notices import made
from tests.deadlines.test_county_calendar import LATE
from tests.deadlines.town import Town as Sheets
from tests.workbench.county import a_county
from tests.workbench.deadlines_desk import ADDRESS, DeadlinesDesk, load
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY


@pytest.fixture
def desk() -> DeadlinesDesk:
    return DeadlinesDesk(a_county())


def front(desk: DeadlinesDesk, who: str) -> Front:
    return Front(desk.town, desk).sign_in(who)


class TestDue:
    def test_overdue_comes_first_and_leads_to_the_explanation(self, desk: DeadlinesDesk) -> None:
        page = front(desk, "supervisor").get("/due?scope=office")
        said = text(page).partition("看谁的")[2] or text(page).partition("全县该办的")[2]
        assert said.index("已超期 ") < said.index("今日到期 ") < said.index("七日内到期 ")
        assert "#kh" in page.text
        assert "暂定，放假通知未到" in said

    def test_who_is_named_stands_there_and_for_whom_the_reader_is_shown_it(self, desk: DeadlinesDesk) -> None:
        mate = front(desk, "zjj.handler.b")
        assert "黄建业、梁伟 代黄建业" in text(mate.get("/due"))
        assert "县住建局（代黄建业）" in text(mate.get("/digest"))

    def test_each_side_has_its_scopes(self, desk: DeadlinesDesk) -> None:
        assert "全县" in text(front(desk, "supervisor").get("/due"))
        unit = front(desk, "zjj.handler").get("/due?scope=office")
        assert "/due?scope=unit" in unit.text
        assert "/due?scope=office" not in unit.text

    def test_while_deadlines_is_away_the_page_says_so(self, desk: DeadlinesDesk) -> None:
        desk.away = True
        answer = front(desk, "router").get("/due")
        assert answer.status_code == 503
        assert "期限暂时取不到" in text(answer)

    def test_the_address_is_shown_once_and_leads_through_the_window(self, desk: DeadlinesDesk) -> None:
        someone = front(desk, "router")
        made_ = someone.send("/due/subscribe", {"scope": "me"}, "/due")
        assert f"http://127.0.0.1/feeds/{ADDRESS}.ics" in text(made_)
        stranger = Front(desk.town, desk)
        read = stranger.get(f"/feeds/{ADDRESS}.ics")
        assert (read.status_code, read.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert stranger.get("/feeds/450199.x.y.ics").status_code == 404
        assert "订阅地址已停用" in text(someone.send("/due/unsubscribe", {}, "/due"))


class TestUnsigned:
    def test_the_supervisor_s_first_list_is_what_units_have_not_signed_for(self, desk: DeadlinesDesk) -> None:
        page = front(desk, "supervisor").get("/matters")
        assert "未签收" in text(page)
        assert page.text.index("list=unsigned") < page.text.index("list=late")


def a_sheet() -> dict[str, Any]:
    """The clocks of a matter whose sixty days end in January 2027."""
    town = Sheets()
    town.hear(*LATE)
    (sheet,) = town.sheets().values()
    return SHEETS.dump(replace(sheet, county=COUNTY))


class TestWorkCalendar:
    def test_a_year_shows_its_days_and_on_what_they_rest(self, desk: DeadlinesDesk) -> None:
        said = text(front(desk, "router").get("/calendar?year=2026"))
        assert "依据：国办发明电〔2025〕7号" in said
        assert "国庆节 10月1日（周四）至10月7日（周三），7 天" in said
        assert "导入放假通知" not in said
        assert "都是暂定的" in text(front(desk, "router").get("/calendar?year=2027"))

    def test_one_loads_another_approves(self, desk: DeadlinesDesk) -> None:
        desk.sheets.states = [a_sheet()]
        analyst, deputy = front(desk, "analyst"), front(desk, "deputy")
        answer = load(analyst, made.csv())
        assert (answer.status_code, answer.headers["location"]) == (303, "/calendar?year=2027")
        seen = text(analyst.get("/calendar?year=2027"))
        assert "批准后有 0 个期限换日子，1 个由暂定转为确定；共核对 1 件在办事项。" in seen
        assert "您导入的通知，须由另一位负责人批准" in seen
        assert "都是暂定的" in seen
        approved = deputy.send("/calendar/approve", {"notice": made.NUMBER}, "/calendar?year=2027")
        assert approved.status_code == 303, text(approved)
        after = text(deputy.get("/calendar?year=2027"))
        assert f"依据：{made.NUMBER}" in after
        assert "已生效的通知" in after

    def test_who_loaded_it_cannot_approve_it(self, desk: DeadlinesDesk) -> None:
        deputy = front(desk, "deputy")
        load(deputy, made.csv())
        answer = deputy.send("/calendar/approve", {"notice": made.NUMBER}, "/calendar?year=2027")
        assert answer.status_code == 409
        assert "导入的人不能自己批准" in text(answer)
        assert (
            deputy.send("/calendar/decline", {"notice": made.NUMBER}, "/calendar?year=2027").status_code
            == 303
        )
        assert "等待批准" not in text(deputy.get("/calendar?year=2027"))

    @pytest.mark.parametrize(
        ("content", "name", "said"),
        [
            (
                made.csv(*made.lines()[:3], made.lines()[2]),
                "2027.csv",
                "第 4 行：2027-01-02 在第 3 行已经写过",
            ),
            (b"\xff\xfe\xfa", "2027.csv", "第 1 行：看不出文字编码"),
            (b"x" * (2**20 + 1), "2027.csv", "文件超过 1 MB"),
        ],
    )
    def test_a_bad_file_is_refused_at_its_field_with_the_line(
        self, desk: DeadlinesDesk, content: bytes, name: str, said: str
    ) -> None:
        analyst = front(desk, "analyst")
        answer = load(analyst, content, name)
        assert answer.status_code >= 400
        assert said in text(answer)
        assert "等待批准" not in text(analyst.get("/calendar?year=2027"))

    def test_only_who_may_loads(self, desk: DeadlinesDesk) -> None:
        assert load(front(desk, "zjj.handler"), made.csv()).status_code == 403
