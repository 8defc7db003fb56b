"""A unit's own system and the window on the real bus: whatever act, one matter, one set of rules, one answer.

The unit's side is the example system's own: what it shows to departments is what is proven here.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from examples.unit_system.ask import answer, asked, asked_in
from examples.unit_system.asked import reply_to
from examples.unit_system.desk import CHINA
from examples.unit_system.files import Files
from examples.unit_system.office import Office
from lianjie_contracts.events.answer_asked import AnswerAsked
from lianjie_contracts.vocabulary import ReplyOutcome
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from pathlib import Path

    from lianjie_contracts.events.reply_answered import ReplyAnswered
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
UNIT = f"{COUNTY}-zjj"
PDF = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
PDF += b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
MORE_TIME = {"days": 30, "reason": "需委托房屋安全鉴定"}


def _reply(
    town: Town, matter_id: str, act: str, post: str, paper: dict[str, Any], *files: str
) -> ReplyAnswered:
    """One act asked for by the unit's own system; what it is answered on the unit's own topic."""
    said = asyncio.run(answer(asked(act, paper, UNIT, matter_id, post, *files), town.around.kafka))
    assert said is not None, f"{act} was not answered"
    return said


def test_a_matter_goes_from_the_one_road_to_the_other_and_is_refused_alike_on_both(town: Town) -> None:
    id_ = town.register(title="屋面渗漏，两条路办理")["matter_id"]
    eventually(lambda: town.matter(id_), "the matter is opened")
    town.act(id_, "dispatch", f"router@{COUNTY}", {"unit": UNIT, "reason": "采纳系统建议"})
    assert _reply(town, id_, "sign_for", "unit_liaison", {}).outcome is ReplyOutcome.DONE
    town.act(id_, "accept", f"zjj.head@{COUNTY}", {"handlers": ["梁伟", "黄一"]})
    too_long = MORE_TIME | {"days": 90}
    on_the_bus = _reply(town, id_, "extend", "unit_head", too_long)
    in_the_window = town.post("routing", f"/matters/{id_}/acts/extend", f"zjj.head@{COUNTY}", too_long).json()
    assert (on_the_bus.refusal_code, on_the_bus.refusal_zh) == (
        in_the_window["code"],
        in_the_window["because"],
    )
    assert on_the_bus.refusal_code == "EXTENSION_TOO_LONG"
    assert _reply(town, id_, "extend", "unit_head", {"days": "many"}).fields.keys() == {"days"}


def test_a_unit_s_act_rests_on_a_paper_that_it_has_sent_by_its_fingerprint(
    town: Town, tmp_path: Path
) -> None:
    told = town.register(title="屋面渗漏，附鉴定委托书")
    id_, file = told["matter_id"], tmp_path / "鉴定委托书.pdf"
    file.write_bytes(PDF)
    eventually(lambda: town.matter(id_), "the matter is opened")
    town.act(id_, "dispatch", f"router@{COUNTY}", {"unit": UNIT, "reason": "采纳系统建议"})
    town.act(id_, "sign", f"zjj.liaison@{COUNTY}")
    town.act(id_, "accept", f"zjj.head@{COUNTY}", {"handlers": ["梁伟", "黄一"]})
    token = town.headers(f"zjj.head@{COUNTY}")["Authorization"].removeprefix("Bearer ")
    files = Files(town.url(f"intake-{COUNTY}"), token)
    eventually(lambda: town.rows(f"intake_{COUNTY}", "holders", _id=id_), "intake knows who holds it")
    named = files.add(told["item_id"], file, "SEALED_PAPER")
    assert _reply(town, id_, "extend", "unit_head", MORE_TIME, "f" * 64).refusal_code == "FILE_UNKNOWN"
    eventually(lambda: (town.matter(id_) or {}).get("files"), "routing has heard of the paper")
    assert _reply(town, id_, "extend", "unit_head", MORE_TIME, named).outcome is ReplyOutcome.DONE
    assert files.fetch(named) == PDF


def test_a_supervision_is_answered_on_the_unit_s_topic(town: Town) -> None:
    id_ = town.register(title="屋面渗漏，督办")["matter_id"]
    supervisor, opening = f"supervisor@{COUNTY}", {"matter_id": id_, "unit": UNIT, "ground": "NO_FEEDBACK"}
    opened = eventually(
        lambda: answered(town.post("deadlines", "/supervisions", supervisor, opening)),
        "deadlines knows the matter",
    )
    record = opened["subject"].partition(":")[2]
    asks = {"form": "LETTER", "text": "请书面说明办理情况", "answer_by": "2099-10-16"}
    assert town.post("deadlines", f"/supervisions/{record}/send_supervision", supervisor, asks).is_success
    now = datetime.now(CHINA)
    told = AnswerAsked(
        occurred_at=now, unit=UNIT, matter_id=id_, record=record, act="answer_supervision", what="REMINDER",
        ground="NO_FEEDBACK", asks=asks["text"], awaited=True,
    )  # fmt: skip
    said = asyncio.run(answer(reply_to(told, Office(UNIT), now), town.around.kafka))
    assert said is not None
    assert said.outcome is ReplyOutcome.DONE, said.refusal_zh
    shown = town.get("deadlines", f"/supervisions/{record}", supervisor).json()
    assert shown["state"] == "ANSWERED"


def test_a_unit_answers_an_invitation_to_a_joint_session_on_its_topic(town: Town) -> None:
    id_, coordinator = town.register(title="屋面渗漏，联合接访")["matter_id"], f"coordinator@{COUNTY}"
    eventually(lambda: town.matter(id_), "the matter is opened")
    why = {"matter_ids": [id_], "triggers": ["COMPLEXITY"], "reason": "情况复杂"}
    session = town.post("routing", "/sessions", coordinator, why).json()["session_id"]
    invitation = {
        "participants": [{"unit": UNIT}], "held_at": "2099-10-16T09:00:00+08:00", "place": "二楼联合接访室", "mode": "ONSITE",
    }  # fmt: skip
    assert town.post("routing", f"/sessions/{session}/convene_session", coordinator, invitation).is_success
    wish = asked_in(
        session, "answer_invitation", {"coming": True, "person": "陆正平"}, UNIT, id_, "unit_liaison"
    )
    said = asyncio.run(answer(wish, town.around.kafka))
    assert said is not None
    assert said.outcome is ReplyOutcome.DONE, said.refusal_zh
    [listed] = town.get("routing", f"/sessions?matter_id={id_}", f"zjj.head@{COUNTY}").json()["rows"]
    assert [each["coming"] for each in listed["participants"]] == [True]


def answered(said: Any) -> Any:
    """What was opened, once it could be."""
    return said.json() if said.is_success else None
