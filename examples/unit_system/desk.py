"""The desk hears the feed, keeps the cases, writes the replies; it knows neither Kafka nor the time."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from examples.unit_system.answers import ACTS, MENDABLE, Act, Mistake, Occasion, due, reply
from examples.unit_system.asked import ACTS_ZH, knows, reply_to
from examples.unit_system.cases import Case, Cases, Reply
from examples.unit_system.office import Office
from lianjie_contracts.base import Message, Reply as Asking
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.answer_asked import AnswerAsked
from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.vocabulary import ReplyOutcome

CHINA = timezone(timedelta(hours=8))
# Seconds a unit takes for each reply, at pace 1: long enough to be watched, short enough not to bore.
TAKES = {
    Act.SIGN: 1.0,
    Act.OBJECT: 2.0,
    Act.ACCEPT: 2.0,
    Act.OPINION: 4.0,
    Act.EXECUTION: 3.0,
    Act.REPORT: 2.0,
}
ANSWERING = 3.0  # seconds for the answer to a supervision or recommendation
MOST_TRIES = 2

Tell = Callable[[str, str, str], None]


@dataclass
class Desk:
    """Plays the given offices. `tell(unit, case, sentence)` is the log: no person, no content."""

    cases: Cases
    offices: dict[str, Office]
    tell: Tell
    pace: float = 1.0
    wrong_every: int = 0

    def hear(self, topic: str, envelope: Envelope, message: Message, now: float) -> None:
        """Take in one message of a unit's topic; call it inside `cases.together()`."""
        if not self.cases.is_new(topic, envelope):
            return
        if isinstance(message, MatterRouted):
            self._take_over(message, envelope, now)
        elif isinstance(message, ReplyAnswered):
            self._learn(message, now)
        elif isinstance(message, AnswerAsked) and knows(message):
            self.tell(
                message.unit,
                message.record,
                f"要求{ACTS_ZH[message.act]}" if message.awaited else "不再等答复",
            )
            self.cases.ask(message, envelope.id, now + ANSWERING * self.pace if message.awaited else None)

    def write_due(self, now: float) -> list[Reply]:
        """Write every reply that is due into the file; sending comes after, and may be repeated."""
        for case in self.cases.awake(now):
            unit, matter_id = case.routed.unit, case.routed.matter_id
            act = self._due(case.routed)
            waits = self.cases.awaits_answer(f"replies.{unit}.v1", matter_id)
            self.cases.wake(unit, matter_id, now + self.pace if waits else None)
            if act and not waits:
                self.cases.write(self._reply(act, case, now))
        for asked, cause in self.cases.asked(now):
            at = datetime.fromtimestamp(now, CHINA)
            message = reply_to(asked, self.offices[asked.unit], at)
            self.cases.write(_written(message, ACTS_ZH[asked.act], at, cause, None))
        return self.cases.unsent()

    def _due(self, routed: MatterRouted) -> Act | None:
        done = self.cases.done(f"replies.{routed.unit}.v1", routed.matter_id)
        return due(routed, done, self.offices[routed.unit])

    def _take_over(self, routed: MatterRouted, envelope: Envelope, now: float) -> None:
        act = self._due(routed)
        wake_at = now + TAKES[act] * self.pace if act else None
        is_new = self.cases.case(routed.unit, routed.matter_id) is None
        self.cases.take_over(routed, envelope, wake_at, self._next_mistake())
        number = routed.item_nos[0] if routed.item_nos else routed.matter_id
        if routed.ticket_only and is_new:
            self.tell(routed.unit, number, "限制查阅件：请派专人到联合接访中心领取")
        elif is_new:
            self.tell(routed.unit, number, f"收到新件，{len(routed.claims)} 项诉求")

    def _learn(self, answer: ReplyAnswered, now: float) -> None:
        done = answer.outcome is ReplyOutcome.DONE
        act = self.cases.answered(answer.reply_id, answer.outcome.value, answer.refusal_code)
        case = self.cases.case(answer.unit, answer.matter_id)
        if act is None or case is None:
            return
        number = case.routed.item_nos[0]
        if done:
            self.tell(answer.unit, number, f"{act} ✓")
            return
        self.tell(answer.unit, number, f"{act} 被退回（{answer.refusal_code}）：{answer.refusal_zh}")
        if act == Act.OBJECT:
            self.cases.wake(answer.unit, answer.matter_id, now + self.pace)  # then it is ours after all
        elif answer.refusal_code in MENDABLE and case.tries < MOST_TRIES:
            self.cases.try_again(answer.unit, answer.matter_id, now + self.pace)
            self.tell(answer.unit, number, "改正后重新提交")
        else:
            self.tell(answer.unit, number, "需要人工处理")

    def _next_mistake(self) -> str | None:
        """Every so many new cases gets one mistake, one kind after the other."""
        number = self.cases.count() + 1
        if not self.wrong_every or number % self.wrong_every:
            return None
        kinds = list(Mistake)
        return kinds[(number // self.wrong_every - 1) % len(kinds)].name

    def _reply(self, act: Act, case: Case, now: float) -> Reply:
        routed = case.routed
        topic = f"replies.{routed.unit}.v1"
        occasion = Occasion(
            self.offices[routed.unit], datetime.fromtimestamp(now, CHINA), self.cases.serial(topic, act.value)
        )
        message = reply(act, routed, occasion, Mistake[case.mistake] if case.mistake else None)
        # What was sent counts, not what was due: whoever accepts too early is refused an acceptance.
        sent = ACTS[message.wish[0]]
        return _written(message, sent.value, occasion.at, case.event_id, case.trace)


def _written(message: Asking, act: str, at: datetime, cause: str, trace: str | None) -> Reply:
    """The reply with the bytes that go on the bus."""
    envelope = Envelope(
        id=str(uuid.uuid4()), type=message.type, version=message.version, source=f"unit/{message.unit}",
        subject=f"matter:{message.matter_id}", seq=0, tenant=message.unit.partition("-")[0], time=at, causation=cause,
        traceparent=trace,
    )  # fmt: skip
    return Reply(
        envelope.id, message.topic_name(), message.matter_id, act, envelope.headers(), message.body()
    )
