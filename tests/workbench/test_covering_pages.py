"""值班替岗 and 工作移交 in the window, over routing's own routes: set, seen by the delegate, ended; previewed, proposed, approved."""

from __future__ import annotations

import pytest

from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
from services.routing.store import HANDOVERS, MATTERS
from tests.workbench.county import a_county
from tests.workbench.covering_desk import ZJJ, CoveringDesk
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Story, at

DAYS = {"from_on": "2026-09-28", "to_on": "2026-10-10", "reason": "年休假"}
MATE = f"zjj.handler.b@{COUNTY}"


@pytest.fixture
def desk() -> CoveringDesk:
    """One matter accepted by the housing bureau, in the hands of 黄建业 and 梁伟."""
    town = a_county()
    story = Story(town, "墙面开裂", at(9, 24)).registered().opened().dispatched(at(9, 24, 15))
    story.signed(at(9, 25, 9)).accepted(at(9, 25, 10))
    town.say("routing", f"matter:{story.matter_id}", MatterHandlerAssigned(
        occurred_at=at(9, 25, 11), matter_id=story.matter_id, county=COUNTY, office=COUNTY, row="17", unit=ZJJ,
        handlers=("黄建业", "梁伟"),
    ))  # fmt: skip
    desk = CoveringDesk(town)
    desk.holds(墙面开裂=("黄建业", "梁伟"))
    return desk


def at_desk(desk: CoveringDesk, who: str) -> Front:
    return Front(desk.town, desk).sign_in(who)


def covered(desk: CoveringDesk) -> Front:
    handler = at_desk(desk, "zjj.handler")
    done = handler.send("/covers", DAYS | {"delegate": MATE})
    assert done.headers["location"] == "/covers?done=set"
    return handler


class TestCover:
    def test_only_colleagues_of_the_same_post_are_offered(self, desk: CoveringDesk) -> None:
        page = at_desk(desk, "zjj.handler").get("/covers")
        assert MATE in page.text
        assert f"zjj.liaison@{COUNTY}" not in page.text
        assert "名录里没有与您同岗位的同事" in text(at_desk(desk, "router").get("/covers"))

    def test_the_delegate_finds_the_absent_one_s_matters_with_the_name(self, desk: CoveringDesk) -> None:
        assert "墙面开裂" in text(at_desk(desk, "zjj.handler").get("/matters?list=mine"))
        assert "墙面开裂" not in text(at_desk(desk, "zjj.handler.b").get("/matters?list=mine"))
        covered(desk)
        mate = at_desk(desk, "zjj.handler.b")
        assert "墙面开裂 代黄建业" in text(mate.get("/matters?list=mine"))
        assert "今天您替黄建业在岗" in text(mate.get("/covers"))

    def test_it_ends_by_who_is_back_or_by_the_head_and_by_nobody_else(self, desk: CoveringDesk) -> None:
        handler = covered(desk)
        mate = at_desk(desk, "zjj.handler.b")
        assert 'action="/covers/1/end"' not in mate.get("/covers").text
        refused = mate.send("/covers/1/end", {}, "/covers")
        assert (refused.status_code, "只能由本人或本单位负责人" in text(refused)) == (409, True)
        assert handler.send("/covers/1/end", {}, "/covers").headers["location"] == "/covers?done=ended"
        assert "墙面开裂" not in text(mate.get("/matters?list=mine"))

    def test_the_head_sets_one_for_who_cannot(self, desk: CoveringDesk) -> None:
        head = at_desk(desk, "zjj.head")
        done = head.send("/covers", DAYS | {"absent": f"zjj.handler@{COUNTY}", "delegate": MATE})
        assert done.headers["location"] == "/covers?done=set"
        mate = at_desk(desk, "zjj.handler.b")
        other = mate.send("/covers", DAYS | {"absent": f"zjj.liaison@{COUNTY}", "delegate": MATE})
        assert other.status_code == 409

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"delegate": ""}, "请选替岗人。"),
            ({"delegate": f"zjj.liaison@{COUNTY}"}, "替岗人须是本单位在岗的同事"),
            ({"to_on": "2026-09-01"}, "结束日期不能早于开始日期"),
            ({"to_on": "2026-13-01"}, "不是有效的日期"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
        self, desk: CoveringDesk, changed: dict[str, str], sentence: str
    ) -> None:
        answer = at_desk(desk, "zjj.handler").send("/covers", DAYS | {"delegate": MATE} | changed)
        assert answer.status_code in (409, 422)
        assert sentence in text(answer)
        assert 'value="年休假"' in answer.text

    def test_who_has_no_part_in_it_has_no_such_page(self, desk: CoveringDesk) -> None:
        assert at_desk(desk, "hexi.grid").get("/covers").status_code == 403


LOOK = f"/handovers?giver=zjj.handler@{COUNTY}&taker={MATE}"
WISH = {"giver": f"zjj.handler@{COUNTY}", "taker": MATE, "what": "all", "reason": "调离本科室"}


class TestHandover:
    def test_what_would_move_is_seen_first_with_why_something_would_stay(self, desk: CoveringDesk) -> None:
        handler = at_desk(desk, "zjj.handler")
        assert "选好接手人，再查看一次" in text(handler.get("/handovers"))
        assert "提请负责人批准" in text(handler.get(LOOK))
        desk.holds(墙面开裂=("黄建业", "覃少华"))
        shown = text(handler.get(LOOK))
        assert "0 件可以移交给覃少华，1 件不能" in shown
        assert "移交后会少一个人" in shown

    def test_the_head_approves_once_and_every_matter_moves(self, desk: CoveringDesk) -> None:
        handler, head = at_desk(desk, "zjj.handler"), at_desk(desk, "zjj.head")
        proposed = handler.send("/handovers", WISH, LOOK)
        assert proposed.headers["location"] == "/handovers?done=proposed"
        (held,) = desk.store.all(HANDOVERS).values()
        assert "批准移交" not in text(handler.get("/handovers"))
        assert "黄建业移交给覃少华，全部事项" in text(head.get("/handovers"))
        done = head.send(f"/handovers/{held.handover_id}/approve", {}, "/handovers")
        assert done.headers["location"] == "/handovers?done=approve"
        assert "正在逐件移交" in text(head.get("/handovers"))
        desk.carry_on()
        desk.carry_on()
        (matter,) = desk.store.all(MATTERS).values()
        assert matter.handlers == ("覃少华", "梁伟")
        assert "已移交完毕 已移交 1 件" in text(head.get("/handovers"))

    def test_some_may_stay_and_are_counted(self, desk: CoveringDesk) -> None:
        handler = at_desk(desk, "zjj.handler")
        refused = handler.send("/handovers", WISH | {"what": "chosen"}, LOOK)
        assert "请勾选要移交的事项" in text(refused)
        (matter_id,) = desk.store.all(MATTERS)
        handler.send("/handovers", WISH | {"what": "chosen", "m": matter_id}, LOOK)
        (held,) = desk.store.all(HANDOVERS).values()
        assert held.matter_ids == (matter_id,)

    def test_neither_giver_nor_taker_nor_a_colleague_approves(self, desk: CoveringDesk) -> None:
        handler, liaison = at_desk(desk, "zjj.handler"), at_desk(desk, "zjj.liaison")
        handler.send("/handovers", WISH, LOOK)
        (held,) = desk.store.all(HANDOVERS).values()
        answer = liaison.send(f"/handovers/{held.handover_id}/approve", {}, "/handovers")
        assert (answer.status_code, "移交由本单位负责人批准" in text(answer)) == (409, True)
        foreign = at_desk(desk, "rsj.head").send(f"/handovers/{held.handover_id}/approve", {}, "/handovers")
        assert foreign.status_code == 404

    def test_a_return_asks_for_its_reason_and_a_proposer_takes_back(self, desk: CoveringDesk) -> None:
        handler, head = at_desk(desk, "zjj.handler"), at_desk(desk, "zjj.head")
        handler.send("/handovers", WISH, LOOK)
        (held,) = desk.store.all(HANDOVERS).values()
        place = f"/handovers/{held.handover_id}"
        assert "请写明退回的理由" in text(head.send(f"{place}/return", {"reason": ""}, "/handovers"))
        assert head.send(f"{place}/return", {"reason": "请留下"}, "/handovers").status_code == 303
        assert "陆正平" in text(handler.get("/handovers"))
        assert "请留下" in text(handler.get("/handovers"))
        again = handler.send(f"{place}/take-back", {}, "/handovers")
        assert "已经被处理" in text(again)
