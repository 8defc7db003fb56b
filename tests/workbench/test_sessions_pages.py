"""联合接访 in the window: proposed from a matter, carried through by coordinator and units, closed; nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.workbench.county import a_county
from tests.workbench.front import Front, text
from tests.workbench.sessions_desk import SessionsDesk
from tests.workbench.town import COUNTY

ZJJ, RSJ = f"{COUNTY}-zjj", f"{COUNTY}-rsj"
WHY = {"triggers~UNITS_INVOLVED": "1", "reason": "涉及两个单位"}
INVITATION = {
    "held_at": "2026-12-03T09:00", "place": "二楼联合接访室", "mode": "ONSITE", "UNIT-1": ZJJ, "UNIT-2": RSJ,
    "name-1": "云岭律师事务所", "person-1": "韦律师", "profession-1": "律师",
}  # fmt: skip
LINE = {"line": "屋面由住建部门负责，不当场承诺金额"}
RECEPTION = {
    "headcount": "3", "representatives": "2", "identity_checked": "1", f"attended~{ZJJ}": "1", "attended~云岭律师事务所": "1",
}  # fmt: skip
FORMS: dict[str, dict[str, str]] = {
    "convene_session": INVITATION, "set_session_mode": {"resource": "二楼联合接访室，上午"}, "write_line": LINE,
    "align_session": {f"signed_on_paper~{who}": "1" for who in (ZJJ, RSJ, "云岭律师事务所")},
    "receive_in_session": RECEPTION,
}  # fmt: skip
ALL = tuple(FORMS)
MINUTES = {"answers": "分三步修缮", "policy": "解释了条例", "procedure": "告知了救济途径"}


def proposed_by(front: Front, matter: str, **changed: str) -> Any:
    form = {"matter_id": matter, **WHY, **changed}
    return front.send("/sessions/new", form, f"/sessions/new?matter={matter}")


def brought_to(front: Front, matter: str, *acts: str) -> str:
    """The address of a session that its coordinator has brought on by these acts."""
    address: str = proposed_by(front, matter).headers["location"]
    for act in acts:
        assert front.send(f"{address}/{act}", FORMS[act], f"{address}/{act}").status_code == 303, act
    return address


@dataclass
class Room:
    """One county's window with routing's sessions behind it, and the people who meet there."""

    town: Any = field(default_factory=a_county)
    id: str = ""

    def __post_init__(self) -> None:
        self.desk = SessionsDesk(self.town)
        self._fronts: dict[str, Front] = {}
        self.matter = self.front("coordinator").matter("屋面").id

    def front(self, who: str) -> Front:
        if who not in self._fronts:
            self._fronts[who] = Front(self.town, self.desk).sign_in(who)
        return self._fronts[who]

    def propose(self, **changed: str) -> Any:
        return proposed_by(self.front("coordinator"), self.matter, **changed)

    def act(self, who: str, act: str, form: dict[str, str] | None = None) -> Any:
        path = f"/sessions/{self.id}/{act}"
        return self.front(who).send(path, form or {}, path)

    def does(self, who: str, act: str, form: dict[str, str] | None = None) -> None:
        done = self.act(who, act, form)
        assert done.status_code == 303, text(done)

    def see(self, who: str) -> Any:
        return self.front(who).get(f"/sessions/{self.id}")

    @property
    def claims(self) -> int:
        return len(self.front("coordinator").matter("屋面").claims)

    def decisions(self) -> dict[str, str]:
        return {
            f"{name}-{n}": value
            for n in range(1, self.claims + 1)
            for name, value in (("unit", ZJJ), ("text", f"办好第 {n} 项"), ("due_on", "2026-12-20"))
        }


def so_far(*acts: str) -> Room:
    """A session brought on by its acts."""
    room = Room()
    room.id = brought_to(room.front("coordinator"), room.matter, *acts).rpartition("/")[2]
    return room


def test_a_session_is_proposed_from_its_matter_and_stands_on_the_list() -> None:
    room = Room()
    coordinator = room.front("coordinator")
    assert f'href="/sessions?matter={room.matter}"' in coordinator.get(f"/matters/{room.matter}").text
    assert "提议联合接访" in text(coordinator.get(f"/sessions?matter={room.matter}"))
    room.id = room.propose().headers["location"].rpartition("/")[2]
    assert "待召集" in text(coordinator.get("/sessions"))
    assert "情况复杂" not in text(room.see("coordinator"))
    assert "涉及多个单位" in text(room.see("coordinator"))


def test_without_a_reason_nothing_is_proposed_and_nothing_typed_is_lost() -> None:
    room = Room()
    new = f"/sessions/new?matter={room.matter}"
    back = room.front("coordinator").send("/sessions/new", {"matter_id": room.matter, "reason": "复杂"}, new)
    assert back.status_code == 409
    assert "请写明启动联合接访的理由。" in text(back)
    assert ">复杂</textarea>" in back.text
    unknown = room.propose(numbers="45019920260101V99999")
    assert "没有编号是 45019920260101V99999 的事项" in text(unknown)


def test_units_are_invited_and_answer_and_confirm_the_line() -> None:
    room = so_far("convene_session")
    page = text(room.see("zjj.head"))
    assert "12月3日 09:00" in page
    assert "还没回复" in page
    back = room.act("rsj.head", "answer_invitation", {"coming": "false"})
    assert "不能参加的请写明原因" in text(back)
    room.does("rsj.head", "answer_invitation", {"coming": "false", "words": "当天全县防汛"})
    room.does("zjj.head", "answer_invitation", {"coming": "true", "person": "陆正平"})
    room.does("coordinator", "set_session_mode", {"resource": "二楼"})
    room.does("coordinator", "write_line", LINE)
    assert "不当场承诺金额" in text(room.front("zjj.head").get(f"/sessions/{room.id}/confirm_line"))
    room.does("zjj.head", "confirm_line")
    refused = room.act("coordinator", "align_session")
    assert "接谈口径尚未经各参与单位确认" in text(refused)
    room.does("coordinator", "align_session", {"signed_on_paper~云岭律师事务所": "1"})
    assert "当天全县防汛" in text(room.see("coordinator"))


def test_decisions_are_made_reported_and_the_session_closed() -> None:
    room = so_far(*ALL)
    back = room.act("coordinator", "conclude_session", MINUTES)
    assert "每项诉求都须明确责任单位和期限。" in text(back)
    assert ">分三步修缮</textarea>" in back.text
    room.does("coordinator", "conclude_session", MINUTES | room.decisions())
    room.does("coordinator", "track_session", {"staying": "0"})
    page = text(room.see("coordinator"))
    assert "12月20日" in page
    assert "没有到场" in page, "the unit that was called and did not come"
    for _ in range(room.claims):
        form = room.front("zjj.head").get(f"/sessions/{room.id}/report_decision")
        decision = form.text.partition('<option value="')[2].partition('<option value="')[2].partition('"')[0]
        room.does("zjj.head", "report_decision", {"decision_id": decision, "result": "已修好"})
    room.does("coordinator", "close_session")
    assert "已办结" in text(room.front("coordinator").get("/sessions?ended=1"))


def test_an_act_that_is_not_one_s_own_has_no_form_and_a_unit_reads_its_own_decisions() -> None:
    room = so_far(*ALL)
    room.does("coordinator", "conclude_session", MINUTES | room.decisions())
    assert room.front("zjj.head").get(f"/sessions/{room.id}/conclude_session").status_code == 404
    assert room.front("zjj.head").get(f"/sessions/{room.id}/no_such_act").status_code == 404
    assert "办好第 1 项" in text(room.see("zjj.head"))
    assert "办好第 1 项" not in text(room.see("rsj.head"))
    assert room.front("registrar").get("/sessions/new?matter=nobody").status_code == 404
    assert room.front("zjj.head").get(f"/sessions/new?matter={room.matter}").status_code == 403
    assert room.front("archivist").get("/sessions").status_code == 403


def test_while_routing_is_away_what_was_typed_stays() -> None:
    room = Room()
    room.front("coordinator").get(f"/sessions/new?matter={room.matter}")
    room.desk.away = True
    back = room.propose()
    assert back.status_code == 503
    assert ">涉及两个单位</textarea>" in back.text
