"""A unit's two roads have the same rules and the same answers: over every act, what is done and every way to be refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel

from lianjie_contracts.base import Message
from lianjie_contracts.events.matter_extended import MatterExtended
from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.events.reply_object import ReplyObject
from lianjie_contracts.vocabulary import AttachmentRole, MatterState as S, ReplyOutcome
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.lifecycle import OF_ACT, ROWS, UNIT_ROLES
from services.routing.domain.matter import AssignmentState, File, Matter
from services.routing.domain.opinions import Draft
from services.routing.domain.roads.accepting import Acceptance, Handlers
from services.routing.domain.roads.joining import Division
from services.routing.domain.roads.taking import Own
from services.routing.wishes import UNIT_ACTS
from tests.routing.builders import AT, RSJ, ZJJ, a_matter, a_share
from tests.routing.roads import LAWFUL, PROVOKED
from tests.routing.two_roads import SOMEBODY, Roads, a_reply

# What notifications tells of a service is no act that anybody asks for by hand; the last is only ever driven.
NOT_ASKED_FOR = {"record_service", "record_late_service", "undeliverable", "start_execution"}
# A unit's own system approves within itself; in the window, approvals have a door of their own.
APPROVALS = {row.act for row in ROWS.values() if row.machine == "approval"}
# Taken by the office or its own organ before any unit has a share; a unit comes to see only what it holds.
BEFORE_ANY_SHARE = {"accept_own", "accept_own_simple", "accept_own_suggestion"}
Verdict = tuple[str, Any]


def paper_of(brings: object) -> dict[str, Any] | None:
    """What a person would have filled in; None for what only a service or the system brings."""
    match brings:
        case None:
            return {}
        case Acceptance():
            return {"paths": [_json(each) for each in brings.paths], "contact": brings.contact}
        case Handlers():
            return {"handlers": list(brings.names)}
        case Draft():
            own = {"external_original": _json(brings.original)} if brings.original else {}
            seal = {"sealed_with": brings.sealed_with.value}
            return {"opinion": _json(brings.offered), "drafted_by": brings.drafted_by} | seal | own
        case Division():
            return {"claim_ids": list(brings.claim_ids), "reason": brings.reason}
        case Own():
            return _json(brings.paper)
        case Paper():
            return _json(brings)
    return None


def _json(value: BaseModel) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_none=True)


def _examples() -> list[Any]:
    cases = [(f"row {number}", *example) for number, example in LAWFUL.items()] + list(PROVOKED)
    return [
        pytest.param(matter, wish, id=f"{why}-{wish.act}-{n}")
        for n, (why, matter, wish) in enumerate(cases)
        if wish.act in UNIT_ACTS and paper_of(wish.brings) is not None and not wish.driven
    ]


def over_http(matter: Matter, wish: Intent, role: str) -> tuple[Verdict, dict[str, Matter]]:
    roads = Roads(matter, wish.at)
    caller = replace(SOMEBODY, roles=frozenset({role}), unit=wish.unit or ZJJ)
    answer = roads.http(f"/matters/450199:m/acts/{wish.act}", paper_of(wish.brings), caller)
    body = answer.json()
    if answer.status_code == 200:
        return ("DONE", body["state"]), roads.all()
    if answer.status_code == 404:
        return ("NOT_HERE", None), roads.all()
    return (body["code"], body.get("fields") or body["because"]), roads.all()


def over_the_bus(matter: Matter, wish: Intent, role: str) -> tuple[Verdict, dict[str, Matter]]:
    roads, unit = Roads(matter, wish.at), wish.unit or ZJJ
    *told, answer = roads.bus(a_reply(wish.act, paper_of(wish.brings) or {}, role, unit=unit), unit=unit)
    assert isinstance(answer, ReplyAnswered)
    if answer.outcome is ReplyOutcome.DONE:
        feed = next(each for each in told if isinstance(each, MatterRouted))
        return ("DONE", feed.state.value), roads.all()
    if answer.refusal_code in ("NOT_YOUR_MATTER", "UNKNOWN_MATTER"):
        return ("NOT_HERE", None), roads.all()
    return (answer.refusal_code or "", answer.fields or answer.refusal_zh), roads.all()


@pytest.mark.parametrize(("matter", "wish"), _examples())
def test_both_roads_give_the_same_verdict_and_leave_the_same_matters(matter: Matter, wish: Intent) -> None:
    for role in sorted(UNIT_ROLES):
        assert over_http(matter, wish, role) == over_the_bus(matter, wish, role)


def test_every_act_of_a_unit_goes_by_both_roads() -> None:
    of_units = {act for act, rows in OF_ACT.items() if any(row.roles & UNIT_ROLES for row in rows)}
    assert of_units - NOT_ASKED_FOR - APPROVALS == set(UNIT_ACTS)


def test_every_act_is_done_by_a_reply_once() -> None:
    """So that no act is equal on both roads only because it is refused on both."""
    done = {
        wish.act
        for matter, wish in (case.values for case in _examples())
        for role in sorted(UNIT_ROLES)
        if wish.act not in BEFORE_ANY_SHARE and over_the_bus(matter, wish, role)[0][0] == "DONE"
    }
    assert done == set(UNIT_ACTS) - BEFORE_ANY_SHARE


def _answer(told: list[Message]) -> ReplyAnswered:
    (answer,) = (each for each in told if isinstance(each, ReplyAnswered))
    return answer


HEAD = replace(SOMEBODY, roles=frozenset({"unit_head"}))
IN_HAND = a_matter(S.HANDLING, assignments=(a_share(state=AssignmentState.ACK),))
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"days": "many", "reason": "复杂"}, "days"),
    ({"reason": "复杂"}, "days"),
    ({"days": 30, "reason": "复杂", "colour": "red"}, "colour"),
]


@pytest.mark.parametrize(("paper", "field"), WRONG)
def test_a_malformed_paper_is_answered_with_its_field_and_a_sentence_on_both_roads(
    paper: dict[str, Any], field: str
) -> None:
    http = Roads(IN_HAND, AT).http("/matters/450199:m/acts/extend", paper, HEAD).json()
    answer = _answer(Roads(IN_HAND, AT).bus(a_reply("extend", paper, "unit_head")))
    assert (answer.refusal_code, answer.fields) == (http["code"], http["fields"])
    assert list(answer.fields) == [field]
    assert f"{field} {answer.fields[field]}" in (answer.refusal_zh or "")


def test_a_word_that_no_list_has_is_told_at_its_field() -> None:
    paper = {"paths": [{"claim_id": "c1", "path": "TELEPATHY"}]}
    answer = _answer(Roads(a_matter(S.RECEIVED), AT).bus(a_reply("accept", paper, "unit_head")))
    assert answer.fields == {"paths.0.path": "不是可选的值"}


def test_a_reply_of_its_own_name_that_cannot_be_read_is_answered_too() -> None:
    reply = b'{"unit":"450199-zjj","matter_id":"450199:m","at":"2026-09-28T00:00:00Z","by":{"id":"x","role":"unit_head"},"basis":7}'
    answer = _answer(Roads(a_matter(S.RECEIVED), AT).bus(reply, ReplyObject.type))
    assert answer.reply == "reply_object"
    assert answer.fields == {"reasons": "没有填写", "basis": "须是文字", "competent_unit": "没有填写"}


@pytest.mark.parametrize(
    "reply", [b"{}", b"not json", b'{"unit":"450199-zjj","by":1}', b'{"matter_id":"450199:m"}']
)
def test_what_says_not_whose_it_is_is_a_dead_letter(reply: bytes) -> None:
    assert Roads(IN_HAND, AT).bus(reply) == []


def test_no_unit_has_an_act_of_the_office() -> None:
    """Neither by its name nor by a post that a unit's system gives itself."""
    answer = _answer(Roads(IN_HAND, AT).bus(a_reply("recall", {"reason": "误转"}, "router")))
    assert answer.refusal_code == "UNKNOWN_ACT"
    closing = _answer(Roads(a_matter(S.COMPLETED), AT).bus(a_reply("close_plain", {}, "router")))
    assert closing.refusal_code == "ROLE_NOT_ALLOWED"
    assert (
        Roads(IN_HAND, AT).http("/matters/450199:m/acts/recall", {"reason": "误转"}, HEAD).status_code == 404
    )


def test_a_reply_touches_no_other_s_matter() -> None:
    others = a_matter(S.DISPATCHED, assignments=(a_share(RSJ),))
    roads = Roads(others, AT)
    answer = _answer(roads.bus(a_reply("sign_for", {}, "unit_liaison")))
    assert (answer.refusal_code, roads.held()) == ("NOT_YOUR_MATTER", others)
    stolen = a_reply("sign_for", {}, "unit_liaison", unit=RSJ)
    assert roads.bus(stolen, id_="reply-0002", unit=ZJJ) == [], "another unit's name on this unit's topic"
    assert roads.held() == others


def test_a_reply_sent_again_is_neither_done_nor_answered_again() -> None:
    roads = Roads(IN_HAND, AT)
    extend = a_reply("extend", {"days": 30, "reason": "需鉴定"}, "unit_head")
    assert _answer(roads.bus(extend)).outcome is ReplyOutcome.DONE
    held = roads.held()
    assert roads.bus(extend) == []
    assert roads.held() == held
    again = a_reply("extend", {"days": 20, "reason": "需鉴定"}, "unit_head")
    assert _answer(roads.bus(again)).refusal_code == "COMMAND_REUSED"


def test_an_answer_names_the_reply_and_the_act() -> None:
    answer = _answer(
        Roads(IN_HAND, AT).bus(a_reply("extend", {"days": 300, "reason": "需鉴定"}, "unit_head"))
    )
    assert (answer.reply_id, answer.reply, answer.act) == ("reply-0001", "reply_act", "extend")
    assert answer.refusal_code == "EXTENSION_TOO_LONG"


def test_a_head_takes_a_matter_for_no_other_unit_than_its_own() -> None:
    back = a_matter(S.SCREENING, assignments=(a_share(state=AssignmentState.RETURNED),))
    paper = {"unit": RSJ, "basis": "三定方案", "not_in_process_above": True}
    roads = Roads(back, AT)
    answer = _answer(roads.bus(a_reply("accept_own", paper, "unit_head")))
    assert answer.outcome is ReplyOutcome.DONE, answer
    assert [share.unit for share in roads.held().assignments] == [ZJJ]


def test_what_was_drafted_before_is_issued_without_a_second_draft() -> None:
    """A handler drafts, and the head issues on another day."""
    wish = LAWFUL["24"][1]
    drafted = a_matter(S.OPINION_READY, assignments=(a_share(state=AssignmentState.ACK),))
    assert over_the_bus(drafted, wish, "unit_head")[0] == ("DONE", "OPINION_READY")


PAPER, COPY = "c" * 64, "d" * 64
WITH_A_FILE = replace(
    IN_HAND, files=(File("450199:f", PAPER, COPY, "application/pdf", 4711, AttachmentRole.EVIDENCE),)
)
MORE_TIME = {"days": 30, "reason": "需委托房屋安全鉴定"}


@pytest.mark.parametrize("named", [PAPER, COPY])
def test_an_act_rests_on_files_of_the_matter_by_either_fingerprint(named: str) -> None:
    """The event names the original, by whichever of the two the unit knows it."""
    bus, http = Roads(WITH_A_FILE, AT), Roads(WITH_A_FILE, AT)
    assert (
        _answer(bus.bus(a_reply("extend", MORE_TIME, "unit_head", files=(named,)))).outcome
        is ReplyOutcome.DONE
    )
    done = http.http("/matters/450199:m/acts/extend", MORE_TIME | {"files": [named]}, HEAD)
    assert done.status_code == 200, done.text
    for roads in (bus, http):
        (told,) = [m for m in roads.store.said["matters", "450199:m"] if m.topic == "routing.matters.v1"]
        assert MatterExtended.read(told.body).files == (PAPER,)


@pytest.mark.parametrize(
    ("files", "code"), [(["e" * 64], "FILE_UNKNOWN"), (["no fingerprint"], "FIELDS_INVALID")]
)
def test_a_file_that_the_matter_does_not_have_is_refused_on_both_roads(files: list[str], code: str) -> None:
    bus = _answer(Roads(WITH_A_FILE, AT).bus(a_reply("extend", MORE_TIME, "unit_head", files=tuple(files))))
    http = (
        Roads(WITH_A_FILE, AT)
        .http("/matters/450199:m/acts/extend", MORE_TIME | {"files": files}, HEAD)
        .json()
    )
    assert bus.refusal_code == http["code"] == code
    assert bus.fields == http.get("fields", {})


def test_a_claim_parted_by_a_reply_opens_its_sister_as_in_the_window() -> None:
    matter, wish = next((m, w) for m, w in LAWFUL.values() if w.act == "split" and w.roles & UNIT_ROLES)
    verdict, matters = over_the_bus(matter, wish, "unit_liaison")
    assert verdict[0] == "DONE"
    assert len(matters) == 2


def test_a_name_in_a_reply_s_paper_approves_nothing() -> None:
    """As in the window: who is named is asked, and has not yet answered."""
    for act in UNIT_ACTS:
        fields = {
            name for row in OF_ACT[act] if row.brings for name in getattr(row.brings, "model_fields", ())
        }
        assert "approved_by" not in fields, f"{act}: prove here that it waits for its approval on both roads"
