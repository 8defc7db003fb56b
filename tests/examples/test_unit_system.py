"""A department's own system: what it answers, what a restart remembers, and that contracts are enough."""

from __future__ import annotations

import ast
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from examples.unit_system import answers
from examples.unit_system.answers import Act, Mistake, Occasion
from examples.unit_system.asked import reply_to
from examples.unit_system.bus import take_in
from examples.unit_system.cases import Cases
from examples.unit_system.desk import Desk
from examples.unit_system.office import Office
from lianjie_contracts.base import Assignment, Claim
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.answer_asked import AnswerAsked
from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.events.reply_act import ReplyAct
from lianjie_contracts.events.reply_answer import ReplyAnswer
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from lianjie_contracts.events.reply_object import ReplyObject
from lianjie_contracts.vocabulary import AssignmentRole, MatterClass, MatterState, ReplyOutcome, TransferMode
from services.deadlines.recommendations.recommendation import Answering as Recommended
from services.deadlines.supervision.supervision import Answering as Supervised

UNIT = "450199-rsj"
TOPIC = f"routed.{UNIT}.v1"
MATTER = "450199:11111111-1111-5111-8111-111111111111"
NOW = datetime(2026, 9, 28, 9, tzinfo=UTC)
OCCASION = Occasion(Office(UNIT), NOW)


def routed(
    state: MatterState,
    role: AssignmentRole = AssignmentRole.LEAD,
    units: tuple[str | None, ...] = (None, None),
) -> MatterRouted:
    assignment = Assignment(
        assignment_id="a1", unit=UNIT, unit_name="县人社局", role=role, mode=TransferMode.FORWARD
    )
    claims = tuple(Claim(claim_id=f"c{n}", text="补发工资", unit=unit) for n, unit in enumerate(units, 1))
    return MatterRouted(
        occurred_at=NOW,
        unit=UNIT,
        matter_id=MATTER,
        item_nos=("45019920260928V00001",),
        state=state,
        claims=claims,
        assignment=assignment,
    )


def answered(reply_id: str, refusal: str | None = None) -> ReplyAnswered:
    return ReplyAnswered(
        occurred_at=NOW,
        unit=UNIT,
        matter_id=MATTER,
        reply_id=reply_id,
        outcome=ReplyOutcome.REFUSED if refusal else ReplyOutcome.DONE,
        refusal_code=refusal,
        refusal_zh="尚有诉求未逐项答复。" if refusal else None,
    )


def numbered(seq: int, type_: str = "matter_routed") -> Envelope:
    return Envelope(f"event-{seq}", type_, 1, "lianjie/routing", f"matter:{MATTER}", seq, "450199", NOW)


class Feed:
    """A unit's topic that a test writes and the desk reads."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.seq = desk, 0

    def say(
        self, message: MatterRouted | ReplyAnswered | AnswerAsked, seq: int | None = None, now: float = 0
    ) -> None:
        self.seq = seq or self.seq + 1
        envelope = Envelope(
            f"event-{self.seq}",
            message.type,
            1,
            "lianjie/routing",
            f"matter:{MATTER}",
            self.seq,
            "450199",
            NOW,
        )
        with self.desk.cases.together():
            self.desk.hear(TOPIC, envelope, message, now)

    def replies(self, now: float) -> list[str]:
        """What goes out now, as (type) names; marked as sent."""
        with self.desk.cases.together():
            replies = self.desk.write_due(now)
            for reply in replies:
                self.desk.cases.sent(reply.id)
        self.last = replies[-1] if replies else None
        return [dict(reply.headers)["ce_type"].decode() for reply in replies]


@pytest.fixture
def log() -> list[str]:
    return []


@pytest.fixture
def feed(tmp_path: Path, log: list[str]) -> Feed:
    return Feed(_desk(tmp_path, log))


def _desk(home: Path, log: list[str], wrong_every: int = 0) -> Desk:
    def tell(*said: str) -> None:
        log.append(" ".join(said))

    return Desk(Cases(home / "cases.sqlite3"), {UNIT: Office(UNIT)}, tell, wrong_every=wrong_every)


def test_it_needs_the_contracts_and_aiokafka_alone() -> None:
    imported = set()
    for file in Path(answers.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or "").partition(".")[0])
    assert imported - sys.stdlib_module_names == {"aiokafka", "examples", "lianjie_contracts"}


def test_a_matter_is_signed_for_then_accepted_then_answered(feed: Feed) -> None:
    said = []
    for state, at in ((MatterState.DISPATCHED, 10), (MatterState.RECEIVED, 20), (MatterState.HANDLING, 30)):
        feed.say(routed(state), now=at - 9)
        said += feed.replies(at)
        assert feed.last is not None
        feed.say(answered(feed.last.id))
    feed.say(routed(MatterState.OPINION_READY), now=40)
    assert said == ["reply_sign_for", "reply_accept", "reply_issue_opinion"]
    assert feed.replies(100) == []


def test_what_is_asked_beside_the_matter_is_answered_once_and_again_only_when_asked_again(feed: Feed) -> None:
    asked = AnswerAsked(
        occurred_at=NOW, unit=UNIT, matter_id=MATTER, record="450199:s1", act="answer_supervision", what="REMINDER",
        ground="OVERDUE_NO_CAUSE", asks="请办结", awaited=True,
    )  # fmt: skip
    feed.say(asked, now=1)
    assert (feed.replies(2), feed.replies(10), feed.replies(20)) == ([], ["reply_answer"], [])
    assert feed.last is None
    feed.say(asked.model_copy(update={"awaited": False}), now=21)
    assert feed.replies(40) == []
    feed.say(asked.model_copy(update={"asks": "修好墙面"}), now=41)
    assert feed.replies(60) == ["reply_answer"]
    assert feed.last is not None
    reply = ReplyAnswer.read(feed.last.body)
    assert isinstance(reply, ReplyAnswer)
    assert (reply.record, reply.act, reply.by.role, feed.last.act) == (
        "450199:s1", "answer_supervision", "unit_head", "答复督办",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("act", "paper"), [("answer_supervision", Supervised), ("answer_recommendation", Recommended)]
)
def test_what_it_answers_is_what_the_rules_read(act: str, paper: Any) -> None:
    asked = AnswerAsked(
        occurred_at=NOW,
        unit=UNIT,
        matter_id=MATTER,
        record="r",
        act=act,
        what="",
        ground="",
        asks="",
        awaited=True,
    )
    paper.model_validate_json(json.dumps(reply_to(asked, Office(UNIT), NOW).paper))


def test_what_was_promised_is_proved_and_an_assigned_matter_is_reported_on(feed: Feed) -> None:
    done = routed(MatterState.COMPLETED).model_copy(
        update={"execution": "EXECUTING", "closing_check": "AWAITING_REPORT"}
    )
    feed.say(done)
    assert feed.replies(10) == ["reply_act"]
    assert feed.last is not None
    proof = ReplyAct.read(feed.last.body)
    assert isinstance(proof, ReplyAct)
    assert (proof.act, proof.by.role) == ("prove_execution", "unit_handler")
    feed.say(answered(feed.last.id), now=11)
    feed.say(done.model_copy(update={"execution": "EXECUTED"}), now=11)
    assert feed.replies(20) == ["reply_act"]
    assert feed.last is not None
    assert feed.last.act == "报送办结报告"
    feed.say(answered(feed.last.id), now=21)
    feed.say(done.model_copy(update={"execution": "EXECUTED", "closing_check": "REPORT_CHECK"}), now=21)
    assert feed.replies(30) == []


def test_what_is_another_s_is_objected_to_once_and_taken_in_hand_if_that_is_refused(feed: Feed) -> None:
    soldier = routed(MatterState.RECEIVED).model_copy(update={"title": "退伍安置待遇未落实"})
    feed.say(soldier)
    assert feed.replies(10) == ["reply_object"]
    assert feed.last is not None
    feed.say(answered(feed.last.id, "OBJECTION_LATE"), now=11)
    assert feed.replies(20) == ["reply_accept"]


def test_an_objection_names_who_is_competent_and_why() -> None:
    soldier = routed(MatterState.RECEIVED).model_copy(update={"title": "退伍安置待遇未落实"})
    objection = answers.reply(Act.OBJECT, soldier, OCCASION)
    assert isinstance(objection, ReplyObject)
    assert objection.competent_unit == "县退役军人事务局"
    assert objection.reasons
    assert objection.basis


def test_nothing_is_answered_before_its_time(feed: Feed) -> None:
    feed.say(routed(MatterState.DISPATCHED), now=100)
    assert feed.replies(100.5) == []
    assert feed.replies(101) == ["reply_sign_for"]


def test_a_repeat_of_the_feed_changes_nothing(feed: Feed) -> None:
    feed.say(routed(MatterState.RECEIVED), seq=7)
    feed.say(routed(MatterState.DISPATCHED), seq=7)
    feed.say(routed(MatterState.DISPATCHED), seq=3)
    assert feed.replies(10) == ["reply_accept"]


def test_one_reply_at_a_time_though_the_same_state_is_told_twice(feed: Feed) -> None:
    feed.say(routed(MatterState.DISPATCHED))
    assert feed.replies(10) == ["reply_sign_for"]
    feed.say(routed(MatterState.DISPATCHED), now=10)
    assert feed.replies(20) == []


def test_a_restart_sends_what_was_written_and_not_sent_with_the_same_id(tmp_path: Path) -> None:
    before = _desk(tmp_path, [])
    Feed(before).say(routed(MatterState.DISPATCHED))
    with before.cases.together():
        written = before.write_due(10)
    group = before.cases.group
    before.cases.close()
    after = _desk(tmp_path, [])
    with after.cases.together():
        assert [reply.id for reply in after.write_due(11)] == [written[0].id]
    assert after.cases.group == group


def test_a_crash_in_the_middle_keeps_nothing_half(feed: Feed) -> None:
    def crash() -> None:
        with feed.desk.cases.together():
            envelope = numbered(1)
            feed.desk.hear(TOPIC, envelope, routed(MatterState.DISPATCHED), 0)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        crash()
    feed.say(routed(MatterState.DISPATCHED), seq=1)
    assert feed.replies(10) == ["reply_sign_for"]


def test_a_refused_opinion_is_mended_and_sent_again(feed: Feed, log: list[str]) -> None:
    feed.desk.wrong_every = 1
    feed.desk.cases.take_over(
        routed(MatterState.HANDLING),
        numbered(1),
        0,
        "LAW_FORGOTTEN",
    )
    assert feed.replies(1) == ["reply_issue_opinion"]
    assert feed.last is not None
    assert ReplyIssueOpinion.read(feed.last.body).opinion.legal_basis == ()
    feed.say(answered(feed.last.id, "BASIS_MISSING_OR_EXPIRED"), now=2)
    assert feed.replies(4) == ["reply_issue_opinion"]
    assert ReplyIssueOpinion.read(feed.last.body).opinion.legal_basis != ()
    assert any("尚有诉求未逐项答复" in line for line in log)


def test_what_cannot_be_mended_is_left_to_a_person(feed: Feed, log: list[str]) -> None:
    feed.say(routed(MatterState.DISPATCHED))
    feed.replies(1)
    assert feed.last is not None
    feed.say(answered(feed.last.id, "WRONG_UNIT"), now=2)
    assert feed.replies(100) == []
    assert log[-1].endswith("需要人工处理")


def test_a_refusal_names_the_reply_that_was_sent(tmp_path: Path, log: list[str]) -> None:
    feed = Feed(_desk(tmp_path, log, wrong_every=1))
    feed.say(routed(MatterState.DISPATCHED))
    assert feed.replies(10) == ["reply_accept"]
    assert feed.last is not None
    feed.say(answered(feed.last.id, "WRONG_STATE"), now=10)
    assert "受理 被退回（WRONG_STATE）" in log[-2]
    assert feed.replies(20) == ["reply_sign_for"]


def test_every_second_case_gets_a_mistake_one_kind_after_the_other(tmp_path: Path) -> None:
    desk = _desk(tmp_path, [], wrong_every=2)
    planned = []
    for n in range(1, 9):
        matter = routed(MatterState.DISPATCHED).model_copy(update={"matter_id": f"450199:{n}"})
        planned.append(desk._next_mistake())
        desk.cases.take_over(matter, numbered(n), None, None)
    assert planned == [None, "TOO_EARLY", None, "CLAIM_FORGOTTEN", None, "LAW_FORGOTTEN", None, "TOO_EARLY"]


def test_a_ticket_waits_for_a_person() -> None:
    assert answers.due(routed(MatterState.DISPATCHED).model_copy(update={"ticket_only": True})) is None


def test_a_helping_unit_goes_by_what_it_has_done_itself(feed: Feed) -> None:
    said = []
    for n in range(3):
        feed.say(routed(MatterState.HANDLING, AssignmentRole.CO), now=n * 10)
        said += feed.replies(n * 10 + 9)
        assert feed.last is not None
        feed.say(answered(feed.last.id))
    feed.say(routed(MatterState.HANDLING, AssignmentRole.CO), now=40)
    assert said == ["reply_sign_for", "reply_accept", "reply_issue_opinion"]
    assert feed.replies(60) == []


def test_the_opinion_answers_every_claim_and_names_the_unit_of_what_is_not_its_own() -> None:
    case = routed(MatterState.HANDLING, units=(None, "450199-mzj", UNIT))
    opinion = answers.reply(Act.OPINION, case, OCCASION)
    assert isinstance(opinion, ReplyIssueOpinion)
    assert [a.answered_by for a in opinion.opinion.answers] == [None, "450199-mzj", None]
    assert opinion.drafted_by != opinion.by.id


def test_the_mistakes_are_mistakes() -> None:
    case = routed(MatterState.HANDLING)
    forgotten = answers.reply(Act.OPINION, case, OCCASION, Mistake.CLAIM_FORGOTTEN)
    assert isinstance(forgotten, ReplyIssueOpinion)
    assert [a.claim_id for a in forgotten.opinion.answers] == ["c1"]
    assert answers.reply(Act.SIGN, case, OCCASION, Mistake.TOO_EARLY).type == "reply_accept"


def test_a_suggestion_goes_the_road_of_suggestions() -> None:
    case = routed(MatterState.RECEIVED).model_copy(update={"matter_class": MatterClass.SUGGESTION})
    assert answers.due(case.model_copy(update={"state": MatterState.HANDLING})) is None
    accepted = answers.reply(Act.ACCEPT, case, OCCASION)
    assert {path.path.value for path in accepted.paths} == {"SUGGESTION"}  # type: ignore[attr-defined]


def test_the_log_names_neither_title_nor_content(feed: Feed, log: list[str]) -> None:
    secret = routed(MatterState.DISPATCHED).model_copy(
        update={"title": "覃某反映欠薪", "main_content": "电话 13800000000"}
    )
    feed.say(secret)
    assert log == [f"{UNIT} 45019920260928V00001 收到新件，2 项诉求"]


class Bytes:
    """A record as aiokafka hands it over."""

    def __init__(self, headers: list[tuple[str, bytes]], value: bytes | None) -> None:
        self.topic, self.partition, self.offset = TOPIC, 0, 5
        self.headers, self.value = headers, value


@pytest.mark.parametrize(
    ("headers", "value"),
    [([], b"{}"), ([("ce_id", b"\xff")], b"{}"), ([("ce_specversion", b"1.0")], None)],
    ids=["no envelope", "no text", "no body"],
)
def test_a_record_it_cannot_read_is_said_and_passed_over(feed: Feed, log: list[str], headers, value) -> None:
    take_in(feed.desk, [Bytes(headers, value)])
    assert log[0].startswith(f"{UNIT} {TOPIC}/0/5 看不懂这条消息")
    feed.say(routed(MatterState.DISPATCHED))
    assert feed.replies(10) == ["reply_sign_for"]


def test_a_type_of_a_newer_release_is_passed_over_in_silence(feed: Feed, log: list[str]) -> None:
    envelope = numbered(1, "matter_of_tomorrow")
    take_in(feed.desk, [Bytes(envelope.headers(), b"{}")])
    assert log == []
