"""The example shows every act a unit can ask for, and what it shows is what the rules read."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from examples.unit_system.ask import asked, asked_in, told
from examples.unit_system.files import Files, WrongFileError
from examples.unit_system.papers import EXAMPLES, MEETING
from lianjie_contracts import directory
from lianjie_contracts.events.reply_act import ReplyAct
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.events.reply_session import ReplySession
from lianjie_contracts.vocabulary import ReplyOutcome
from services.routing.domain.lifecycle import UNIT_ROLES, roles_for
from services.routing.sessions.lifecycle import LOCAL_REP, ROWS as SESSIONS, UNIT_REP
from services.routing.sessions.session import Act as SessionAct
from services.routing.sessions.wishes import paper_of
from services.routing.wishes import UNIT_ACTS, wished

DIRECTORY = directory.load(Path(__file__).resolve().parents[2] / "deploy" / "directory.toml")
UNIT, MATTER = "450199-zjj", "450199:m"


def test_there_is_an_example_of_every_act() -> None:
    assert set(EXAMPLES) == set(UNIT_ACTS)


@pytest.mark.parametrize("act", UNIT_ACTS)
def test_the_rules_read_the_example_and_let_its_post_ask(act: str) -> None:
    example = EXAMPLES[act]
    reply = asked(act, dict(example.paper), UNIT, MATTER, example.post)
    again = ReplyAct.read(reply.body())
    assert isinstance(again, ReplyAct)
    name, paper = again.wish
    assert wished(name, paper, DIRECTORY) is not None
    assert example.post in roles_for(act)


def test_there_is_an_example_of_every_act_in_a_joint_session() -> None:
    assert set(MEETING) == {row.act for row in SESSIONS if row.roles & {UNIT_REP, LOCAL_REP}}
    for act, example in MEETING.items():
        reply = asked_in("450199:session", act, dict(example.paper), UNIT, MATTER, example.post)
        again = ReplySession.read(reply.body())
        assert isinstance(again, ReplySession)
        assert paper_of(SessionAct(again.act), again.paper)
        assert example.post in UNIT_ROLES


def test_a_refusal_is_told_with_what_to_mend() -> None:
    refused = ReplyAnswered(
        occurred_at="2026-09-28T00:00:00Z", unit=UNIT, matter_id=MATTER, reply_id="r", act="extend", outcome=ReplyOutcome.REFUSED,
        refusal_code="FIELDS_INVALID", refusal_zh="days 须是整数",
    )  # type: ignore[arg-type]  # fmt: skip
    assert told(refused) == "extend 被退回（FIELDS_INVALID）：days 须是整数"
    assert "没有等到答复" in told(None)


class FrontDoor(BaseHTTPRequestHandler):
    """Takes what is sent, and gives it back by its fingerprint."""

    kept: dict[str, bytes]
    said: list[tuple[str, str, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.said.append((self.path, self.headers["Idempotency-Key"], self.headers["Authorization"]))
        if self.path == "/attachments":
            self.kept[hashlib.sha256(body).hexdigest()] = body
        else:
            self.kept["added"] = body
        self._answer(json.dumps({"attachment_id": "450199:f"}).encode())

    def do_GET(self) -> None:
        self._answer(self.kept.get(self.path.removeprefix("/attachments/"), b"something else"))

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing of it belongs on the screen."""


@pytest.fixture
def door() -> Iterator[HTTPServer]:
    FrontDoor.kept, FrontDoor.said = {}, []
    server = HTTPServer(("127.0.0.1", 0), FrontDoor)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_file_is_added_once_and_fetched_by_its_fingerprint(door: HTTPServer, tmp_path: Path) -> None:
    file = tmp_path / "勘查笔录.pdf"
    file.write_bytes(b"%PDF-1.4 found three cracks")
    files = Files(f"http://127.0.0.1:{door.server_port}", "token-of-a-person")
    named = files.add("450199:i", file, "SEALED_PAPER")
    assert files.fetch(named) == file.read_bytes()
    assert json.loads(FrontDoor.kept["added"])["attachments"] == [
        {"attachment_id": "450199:f", "role": "SEALED_PAPER"}
    ]
    first = list(FrontDoor.said)
    files.add("450199:i", file, "SEALED_PAPER")
    assert FrontDoor.said[2:] == first, "the same keys: sent twice, taken once"
    assert {said[2] for said in first} == {"Bearer token-of-a-person"}


def test_other_bytes_than_the_feed_named_are_not_taken(door: HTTPServer) -> None:
    with pytest.raises(WrongFileError):
        Files(f"http://127.0.0.1:{door.server_port}", "t").fetch("a" * 64)
