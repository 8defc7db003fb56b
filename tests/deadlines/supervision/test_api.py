"""Supervision over HTTP: the desk opens, sends, verifies; a unit sees and answers its own; a limit still missed is not dropped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.commands import Commands
from chassis.documents import Kind
from chassis.identity import Principal
from chassis.web import dress
from lianjie_contracts.directory import load
from services.deadlines.api import api
from services.deadlines.store import SUPERVISIONS
from tests.deadlines.builders import at
from tests.deadlines.test_api import Client, Known
from tests.deadlines.town import BEGINNING, LAW, MATTER, UNIT, Town, completed, issued

DIRECTORY = load(Path(__file__).parents[3] / "deploy" / "directory.toml")
PEOPLE = (
    Principal("liang", "梁国栋", frozenset({"supervisor"}), "450199"),
    Principal("tan", "谭思远", frozenset({"office_deputy_head"}), "450199"),
    Principal("zjj", "梁伟", frozenset({"unit_head"}), "450199", UNIT),
    Principal("zjj.handler", "", frozenset({"unit_handler"}), "450199", UNIT),
    Principal("zjj.stranger", "", frozenset({"supervisor"}), "450199", UNIT),
    Principal("rsj", "罗小燕", frozenset({"unit_head"}), "450199", "450199-rsj"),
    Principal("elsewhere", "", frozenset({"supervisor"}), "450198"),
    Principal("registrar", "", frozenset({"registrar"}), "450199"),
)
SENT = {"form": "LETTER", "text": "请办结并说明逾期原因", "answer_by": "2026-10-16"}


class Found:
    """What the routes ask of MongoDB, answered from memory: equality, $in, $nin."""

    def __init__(self, town: Town, kind: Kind[Any]) -> None:
        self._town, self._kind = town, kind

    async def find(self, _: str, where: Mapping[str, Any], **__: Any) -> list[dict[str, Any]]:
        states = [self._kind.dump(one) for one in self._town.store.all(self._kind).values()]
        return [{"state": state} for state in states if all(_fits(state, *each) for each in where.items())]


def _fits(state: Mapping[str, Any], path: str, wanted: Any) -> bool:
    value: Any = {"state": state}
    for step in path.split("."):
        value = value.get(step)
    if isinstance(wanted, dict):
        return value in wanted["$in"] if "$in" in wanted else value not in wanted["$nin"]
    return bool(value == wanted)


class Desk:
    """The app with a matter whose sixty days are over; its records of one kind, under one address."""

    def __init__(self, kind: Kind[Any] = SUPERVISIONS, prefix: str = "/supervisions") -> None:
        self._prefix = prefix
        self.town = Town()
        self.town.hear(*BEGINNING)
        self.town.tick("2026-10-09 00:30")
        self.town.clock.at = at("2026-10-09 10:00")
        commands = Commands(self.town.store, self.town.clock, "lianjie/deadlines", lambda *_: None)
        parts: Any = SimpleNamespace(
            store=self.town.store,
            clock=self.town.clock,
            commands=commands,
            mongo=Found(self.town, kind),
            directory=DIRECTORY,
        )
        app = FastAPI()
        app.include_router(api(parts, LAW))
        dress(app, Known(*PEOPLE))
        self._client, self._n = Client(app), 0

    def ask(self, who: str, path: str, body: Any = None, status: int = 200) -> Any:
        self._n += 1
        sends = {} if body is None else {"json": body, "key": f"command-{self._n}"}
        answer = self._client.ask(who, "GET" if body is None else "POST", f"{self._prefix}{path}", **sends)
        assert answer.status_code == status, answer.text
        return answer.json()

    @property
    def only(self) -> str:
        [id_] = self.town.store.all(SUPERVISIONS)
        return id_


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_what_was_missed_stands_on_the_desk_and_goes_to_its_unit_and_back(desk: Desk) -> None:
    [row] = desk.ask("liang", "")["rows"]
    assert (row["state"], row["ground"], row["answer_by_default"]) == (
        "OPEN",
        "OVERDUE_NO_CAUSE",
        "2026-10-15",
    )
    assert [each["act"] for each in row["acts"]] == ["send_supervision"]
    assert desk.ask("zjj", "")["rows"] == [], "what is only prepared is not the unit's yet"
    desk.ask("liang", f"/{desk.only}/send_supervision", SENT)
    [mine] = desk.ask("zjj", "")["rows"]
    assert [each["act"] for each in mine["acts"]] == ["answer_supervision"]
    answer = {"facts": "已修好", "measures": "加派人手", "done_on": "2026-10-12"}
    desk.ask("zjj", f"/{desk.only}/answer_supervision", answer)
    desk.ask("liang", f"/{desk.only}/verify_answer", {"text": "现场看过"})
    desk.ask("liang", f"/{desk.only}/close_supervision", {})
    assert desk.ask("liang", "")["rows"] == []
    [ended] = desk.ask("liang", "?ended=true")["rows"]
    assert [step["row"] for step in ended["steps"]] == ["SV1", "SV2", "SV4", "SV5", "SV9"]


def test_who_may_see_a_record(desk: Desk) -> None:
    desk.ask("liang", f"/{desk.only}/send_supervision", SENT)
    for who in ("rsj", "elsewhere"):
        assert desk.ask(who, "")["rows"] == []
        desk.ask(who, f"/{desk.only}", status=404)
        desk.ask(who, f"/{desk.only}/answer_supervision", {}, status=404)
    desk.ask("registrar", "", status=403)


def test_a_limit_still_missed_is_not_dropped_and_one_that_was_kept_after_all_is(desk: Desk) -> None:
    drop = {"text": "那天已经签发，消息到得晚"}
    assert desk.ask("tan", f"/{desk.only}/drop_supervision", drop, 409)["code"] == "GROUND_STANDS"
    desk.town.hear(issued("2026-09-30 10:00"), first=5)
    desk.town.hear(
        completed("2026-10-08 10:00", issued="2026-09-30 10:00", begun="2026-10-08 09:00"), first=6
    )
    desk.ask("tan", f"/{desk.only}/drop_supervision", drop)


def test_a_person_opens_one_at_a_level_that_its_head_approves(desk: Desk) -> None:
    body = {
        "matter_id": MATTER,
        "unit": UNIT,
        "ground": "LEADER_INSTRUCTION",
        "level": "KEY",
        "reason": "领导批示",
    }
    opened = desk.ask("liang", "", body, 201)["subject"].removeprefix("supervision:")
    assert desk.ask("liang", f"/{opened}/send_supervision", SENT, 409)["code"] == "LEVEL_NOT_APPROVED"
    assert [each["act"] for each in desk.ask("tan", f"/{opened}")["acts"]] == [
        "approve_level",
        "drop_supervision",
    ]
    desk.ask("tan", f"/{opened}/approve_level", {})
    desk.ask("liang", f"/{opened}/send_supervision", SENT)
    assert len(desk.ask("liang", f"?matter_id={MATTER}")["rows"]) == 2


def test_a_late_answer_offers_the_next_level(desk: Desk) -> None:
    desk.ask("liang", f"/{desk.only}/send_supervision", SENT)
    assert not desk.ask("liang", f"/{desk.only}")["late"]
    desk.town.clock.at = at("2026-10-17 09:00")
    shown = desk.ask("liang", f"/{desk.only}")
    assert shown["late"]
    assert [each["act"] for each in shown["acts"]] == ["escalate_supervision"]
    desk.ask("liang", f"/{desk.only}/escalate_supervision", {})


def test_what_is_wrong_is_said_at_its_field(desk: Desk) -> None:
    said = desk.ask("liang", f"/{desk.only}/send_supervision", SENT | {"answer_by": "16/10"}, 422)
    assert "日期" in said["fields"]["answer_by"]
    unknown = {"matter_id": "450199:nobody", "ground": "OTHER"}
    desk.ask("liang", "", unknown, 404)
    assert desk.ask("liang", "", {"matter_id": MATTER}, 409)["code"] == "NO_SUPERVISION_GROUND"
