"""An act of a unit brings its files in its own form: taken once, given to intake, rested upon by fingerprint, never lost."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx
import pytest

from services.workbench.web import act_files
from tests.workbench.every_page import Doors
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY

ASKS = {"done_on": {"type": "date", "required": True}, "proof": {"type": "text", "required": True}}
KEPT = [{"act": "prove_execution", "name": "登记执行完毕", "row": "39", "allowed": True, "asks": ASKS}]
TYPED = {"done_on": "2026-09-27", "proof": "收条 3 号"}
PDF = ("收条.pdf", b"%PDF-1.4 x", "application/pdf")
UNKNOWN = httpx.Response(409, json={"code": "FILE_UNKNOWN", "because": "该事项下没有这份材料。"})


@dataclass
class Owners:
    """Takes every file, and knows it in routing only after `late` tries."""

    late: int = 0
    away: bool = False
    asked: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.asked.append(request)
        if request.url.path == "/attachments":
            if self.away:
                raise httpx.ConnectError("down")
            print_ = hashlib.sha256(request.read()).hexdigest()
            key = request.headers["idempotency-key"]
            return httpx.Response(201, json={"attachment_id": f"{COUNTY}:{key}", "sha256": print_})
        if request.url.host == "routing" and self.late > 0:
            self.late -= 1
            return UNKNOWN
        return httpx.Response(200, json={"subject": "matter:x", "seq": 1})

    def paths(self) -> list[str]:
        return [re.sub(r"/(items|matters)/[^/]+", r"/\1", request.url.path) for request in self.asked]

    def body(self, n: int) -> Any:
        return json.loads(self.asked[n].read())


@pytest.fixture
def owners() -> Owners:
    return Owners()


@pytest.fixture
def front(owners: Owners, monkeypatch: pytest.MonkeyPatch) -> Front:
    monkeypatch.setattr("tests.workbench.routing_desk.acts", lambda *_: KEPT)
    monkeypatch.setattr(act_files, "PAUSE", 0)
    return Front(owners=httpx.MockTransport(owners)).sign_in("zjj.handler")


def place(front: Front) -> str:
    return f"/matters/{front.matter('安置小区').id}/acts/prove_execution"


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def send(front: Front, page: str = "", **changed: Any) -> httpx.Response:
    files = changed.pop("files", None)
    typed = {**hidden(page or front.get(place(front)).text), **TYPED, **changed}
    return front.ask("POST", place(front), data=typed, files=files or {"nothing": ("", b"")})


def test_the_file_is_taken_then_given_to_the_item_then_rested_upon(front: Front, owners: Owners) -> None:
    answer = send(front, files={"files_EVIDENCE": PDF})
    assert answer.status_code == 303
    assert owners.paths() == ["/attachments", "/items/attachments", "/matters/acts/prove_execution"]
    (given,) = owners.body(1)["attachments"]
    assert given["role"] == "EVIDENCE"
    assert len(owners.body(2)["files"]) == 1
    assert owners.body(2)["proof"] == "收条 3 号"


def test_until_the_owner_knows_the_file_it_is_asked_again_under_keys_of_its_own(
    front: Front, owners: Owners
) -> None:
    owners.late = 2
    assert send(front, files={"files_EVIDENCE": PDF}).status_code == 303
    keys = [each.headers["idempotency-key"] for each in owners.asked[2:]]
    assert (len(keys), len(set(keys))) == (3, 3)


def test_one_that_stays_unknown_is_said_to_be_on_its_way_and_is_not_sent_again(
    front: Front, owners: Owners
) -> None:
    owners.late = act_files.TRIES + 1
    answer = send(front, files={"files_EVIDENCE": PDF})
    assert "文件已经收下，还在传给办理系统。请过几秒再按一次，不用重新选。" in text(answer)
    assert send(front, answer.text).status_code == 303
    assert owners.paths().count("/attachments") == 1


def test_a_fault_elsewhere_costs_no_file_that_was_taken(front: Front, owners: Owners) -> None:
    answer = send(front, proof="", files={"files_EVIDENCE": PDF})
    assert answer.status_code == 422
    assert "已收下 1 份，没有丢；还可以再选。" in text(answer)
    assert owners.paths() == ["/attachments"]
    assert (
        send(front, answer.text, files={"files_EVIDENCE": ("验收单.pdf", b"%PDF-1.4 y")}).status_code == 303
    )
    assert len(owners.body(-1)["files"]) == 2
    assert len({each.headers["idempotency-key"] for each in owners.asked}) == len(owners.asked)


def test_when_intake_is_away_it_is_said_at_the_field_and_what_was_typed_stays(
    front: Front, owners: Owners
) -> None:
    owners.away = True
    answer = send(front, files={"files_EVIDENCE": PDF})
    assert answer.status_code == 422
    assert "文件没有传上去" in text(answer)
    assert 'id="files_EVIDENCE-error"' in answer.text
    assert 'value="收条 3 号"' in answer.text


def test_a_hostile_file_is_named_at_its_field_by_intakes_own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.workbench.routing_desk.acts", lambda *_: KEPT)
    town = Front().town
    front = Front(town, Doors(town)).sign_in("zjj.handler")
    answer = send(front, files={"files_EVIDENCE": ("照片.jpg", b"MZ\x90\0\x03" + b"\0" * 200)})
    assert (answer.status_code, "没有收下“照片.jpg”" in text(answer), "可执行程序" in text(answer)) == (
        422,
        True,
        True,
    )
    assert 'value="收条 3 号"' in answer.text


def test_a_scan_that_is_sent_with_the_opinion_is_the_paper_it_stands_on(owners: Owners) -> None:
    front = Front(owners=httpx.MockTransport(owners)).sign_in("zjj.head")
    opinion = f"/matters/{front.matter('安置小区').id}/opinion"
    filled = {
        "number": "住建函〔2026〕9号", "legal_basis~0": "《民法典》第二百八十八条", "review_organ": "县政府", "drafted_by": "黄建业", "sealed_with": "UNIT",
        "original_dated_on": "2026-09-20",
        **{f"{name}_{n}": value for n in (1, 2, 3) for name, value in (("result", "SUPPORT"), ("answer", "已修复"))},
    }  # fmt: skip
    typed = {**hidden(front.get(opinion).text), **filled}
    answer = front.ask("POST", opinion, data=typed, files={"files_SEALED_PAPER": PDF})
    assert answer.status_code == 303, text(answer)
    body = owners.body(-1)
    assert body["external_original"]["scan"] == body["files"][0]
    assert [each["role"] for each in owners.body(1)["attachments"]] == ["SEALED_PAPER"]


def test_the_office_has_no_such_field(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.workbench.routing_desk.acts", lambda *_: KEPT)
    front = Front().sign_in("router")
    assert "files_EVIDENCE" not in front.get(place(front)).text
