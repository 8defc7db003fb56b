"""Joint sessions over HTTP and on a unit's topic: who sees which, both roads decide alike, and a whole session from call to close."""

from __future__ import annotations

from typing import Any

import pytest

from lianjie_contracts.events.session_moved import SessionMoved
from services.routing.sessions.store import SESSIONS
from tests.routing.sessions.builders import HEXI, LAWYER, RSJ, ZJJ
from tests.routing.sessions.office import Office

PROPOSAL = {"matter_ids": ["450199:m"], "triggers": ["UNITS_INVOLVED"], "reason": "涉及三个单位"}
INVITATION = {
    "participants": [
        {"unit": ZJJ}, {"unit": RSJ}, {"unit": HEXI, "kind": "LOCAL"}, {"name": LAWYER, "kind": "SOCIAL", "person": "韦律师"},
    ],
    "held_at": "2026-09-03T09:00:00+08:00", "place": "二楼联合接访室", "mode": "ONSITE",
}  # fmt: skip
RECEPTION = {"headcount": 8, "representatives": 3, "identity_checked": True, "attended": [ZJJ, HEXI, LAWYER]}


def _decision(claim: str, unit: str, text: str) -> dict[str, Any]:
    return {"matter_id": "450199:m", "claim_ids": [claim], "unit": unit, "text": text}


@pytest.fixture
def office() -> Office:
    office = Office()
    office.ask("wei", "", PROPOSAL, 201)
    return office


def test_from_the_call_to_the_close_with_one_unit_absent(office: Office) -> None:
    path = f"/{office.only}"
    assert office.ask("zjj", "")["rows"] == [], "what is only proposed is no unit's yet"
    office.ask("liang", f"{path}/convene_session", INVITATION)
    told = office.ask("zjj", path)["participants"]
    assert [each["name"] for each in told][:2] == ["县住建局", "县人社局"]
    office.ask("zjj", f"{path}/answer_invitation", {"coming": True, "person": "陆正平"})
    [moved, *_] = office.reply(RSJ, "answer_invitation", {"coming": False, "words": "当天全县防汛"}, "rsj-1")
    assert isinstance(moved, SessionMoved)
    office.ask("liang", f"{path}/set_session_mode", {"resource": "二楼联合接访室，上午"})
    office.ask("liang", f"{path}/write_line", {"line": "不当场承诺金额"})
    office.ask("hexi", f"{path}/confirm_line", {})
    assert office.ask("zjj", f"{path}/align_session", {}, 409)["code"] == "LINE_NOT_AGREED"
    office.ask("zjj", f"{path}/confirm_line", {})
    office.ask("zjj", f"{path}/align_session", {"signed_on_paper": [LAWYER]})
    office.ask("liang", f"{path}/receive_in_session", RECEPTION)
    decisions = [_decision("c1", ZJJ, "修好屋面"), _decision("c2", RSJ, "支付工资")]
    minutes = {"answers": "分三步修缮", "policy": "解释了条例", "procedure": "告知了救济途径"}
    office.ask("liang", f"{path}/conclude_session", minutes | {"decisions": decisions})
    office.ask("liang", f"{path}/track_session", {"staying": 0})
    [own] = office.ask("rsj", path)["decisions"]
    assert (own["text"], own["due_on"]) == ("支付工资", "2026-09-16")
    office.ask(
        "zjj",
        f"{path}/report_decision",
        {"decision_id": office.held.decisions[0].decision_id, "result": "已修好"},
    )
    assert office.ask("liang", f"{path}/close_session", {}, 409)["code"] == "DECISION_UNREPORTED"
    office.reply(RSJ, "report_decision", {"decision_id": own["decision_id"], "result": "已支付"}, "rsj-2")
    office.ask("liang", f"{path}/close_session", {})
    assert office.ask("liang", "?ended=false")["rows"] == []
    [ended] = office.ask("wei", "?ended=true&matter_id=450199:m")["rows"]
    assert [each["attended"] for each in ended["participants"]] == [True, False, True, True]
    assert [step["row"] for step in ended["steps"]][-3:] == ["JSR", "JSR", "JS10"]


def test_who_may_see_a_session(office: Office) -> None:
    office.ask("liang", f"/{office.only}/convene_session", INVITATION | {"participants": [{"unit": ZJJ}]})
    for who in ("rsj", "elsewhere"):
        assert office.ask(who, "")["rows"] == []
        office.ask(who, f"/{office.only}", status=404)
        office.ask(who, f"/{office.only}/confirm_line", {}, status=404)
    office.ask("archivist", "", status=403)
    assert [each["act"] for each in office.ask("zjj", f"/{office.only}")["acts"]] == ["answer_invitation"]


def test_what_is_restricted_or_over_never_goes_before_several_units(office: Office) -> None:
    secret = PROPOSAL | {"matter_ids": ["450199:m", "450199:secret"]}
    office.ask("wei", "", secret, 404)
    office.ask("wei", "", PROPOSAL | {"matter_ids": ["450199:nowhere"]}, 404)
    over = office.ask("liang", "", PROPOSAL | {"matter_ids": ["450199:m", "450199:over"]}, 409)
    assert (over["code"], over["because"][:20]) == ("MATTER_NOT_RECEIVED", "45019920260801V00009")


def test_a_repeated_proposal_opens_one_session(office: Office) -> None:
    first = office.ask("wei", "", PROPOSAL, 201, key="the-same-key")
    again = office.ask("wei", "", PROPOSAL, 200, key="the-same-key")
    assert first["session_id"] == again["session_id"]
    assert len(office.store.all(SESSIONS)) == 2


def test_both_roads_refuse_in_the_same_words(office: Office) -> None:
    office.ask("liang", f"/{office.only}/convene_session", INVITATION)
    over_http = office.ask("zjj", f"/{office.only}/answer_invitation", {"coming": False}, 409)
    [told] = office.reply(ZJJ, "answer_invitation", {"coming": False}, "zjj-1")
    assert (told.refusal_code, told.refusal_zh) == (over_http["code"], over_http["because"])
    fields = office.ask("zjj", f"/{office.only}/answer_invitation", {"person": "陆"}, 422)["fields"]
    [told] = office.reply(ZJJ, "answer_invitation", {"person": "陆"}, "zjj-2")
    assert (told.refusal_code, told.fields) == ("FIELDS_INVALID", fields)


@pytest.mark.parametrize(
    ("unit", "act", "session", "code"),
    [
        (RSJ, "confirm_line", "", "UNKNOWN_SESSION"),
        (ZJJ, "confirm_line", "450199:nowhere", "UNKNOWN_SESSION"),
        (ZJJ, "no_such_act", "", "UNKNOWN_ACT"),
        (ZJJ, "convene_session", "", "WRONG_STATE"),
        (ZJJ, "set_session_mode", "", "ROLE_NOT_ALLOWED"),
    ],
)
def test_a_reply_moves_no_other_s_session(
    office: Office, unit: str, act: str, session: str, code: str
) -> None:
    office.ask("liang", f"/{office.only}/convene_session", INVITATION | {"participants": [{"unit": ZJJ}]})
    before = office.held
    [told] = office.reply(unit, act, {}, "reply-1", session)
    assert told.refusal_code == code
    assert office.held == before


def test_a_reply_that_cannot_be_read_is_answered_field_by_field(office: Office) -> None:
    body = b'{"unit": "450199-zjj", "matter_id": "450199:m", "act": "confirm_line"}'
    [told] = office.bus(body, ZJJ, "reply-1")
    assert told.refusal_code == "FIELDS_INVALID"
    assert "session_id" in told.refusal_zh


def test_the_same_reply_heard_twice_is_answered_alike_and_done_once(office: Office) -> None:
    office.ask("liang", f"/{office.only}/convene_session", INVITATION)
    office.reply(ZJJ, "answer_invitation", {"coming": True, "person": "陆"}, "zjj-1")
    assert office.reply(ZJJ, "answer_invitation", {"coming": True, "person": "陆"}, "zjj-1") == []
    [told] = office.reply(ZJJ, "answer_invitation", {"coming": True, "person": "别人"}, "zjj-1")
    assert told.refusal_code == "COMMAND_REUSED"
    assert [step.row for step in office.held.steps] == ["JS1", "JS2", "JSA"]
