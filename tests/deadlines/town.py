"""The service deadlines without Kafka and MongoDB: events in, events out, under the chassis's own rules."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from chassis.documents import Record
from chassis.hearing import Hearing
from chassis.testing import MemoryStore, SettableClock
from lianjie_contracts.base import Claim, Message, Place, Suggestion
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.letter_step_taken import LetterEntry, LetterStep, LetterStepTaken
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, HandlingOpinion, MatterOpinionIssued
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.registry import read
from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import Channel, ClaimResult, LetterState, MatterClass, Path, TransferMode
from services.deadlines.domain.sheet import ClockSheet
from services.deadlines.keeping import say_what_is_due
from services.deadlines.law import Law, committed
from services.deadlines.service import heard_under
from services.deadlines.store import SHEETS
from services.deadlines.ticking import Act, tick_some
from tests.deadlines.builders import LEAD, at

MATTER = "450199:018f-matter"
UNIT = "450199-zjj"
TOPIC = "routing.matters.v1"
LAW = committed(timedelta(minutes=10))
ORDERS = dict.fromkeys(
    (TOPIC, "intake.letters.450199.v1", "intake.requests.450199.v1", "routing.sessions.v1"), "gapless"
)
M = TypeVar("M", bound=Message)
Q = TypeVar("Q", bound=RequestEvent)


class Town:
    """One deadlines service, its store and its clock."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.clock = SettableClock(at("2026-07-30 09:00"))
        self.listen(LAW)

    def listen(self, law: Law) -> None:
        """From now on events are heard under this law, as by a process of its own."""
        self._hearing = Hearing("deadlines", self.store, self.clock, heard_under(law), ORDERS)

    def hear(self, *events: Message, first: int = 1) -> list[Message]:
        """Hear a matter's events as numbers `first` and on; what deadlines says of it."""
        return self.hear_records([record(event, first + n) for n, event in enumerate(events)])

    def hear_of_others(self, *events: Message, first: int = 1) -> list[Message]:
        """Hear events of another stream than the matter's own."""
        return self.hear_records([record(event, first + n, "other") for n, event in enumerate(events)])

    def hear_records(self, records: Sequence[Record]) -> list[Message]:
        asyncio.run(self._hearing.batch(records))
        return self.said()

    def tick(self, local: str, act: Act = say_what_is_due) -> list[Message]:
        self.clock.at = at(local)
        due = [
            id_ for id_, sheet in self.sheets().items() if sheet.next_at and sheet.next_at <= self.clock.now()
        ]
        asyncio.run(tick_some(self.store, due, LAW, self.clock.now(), act))
        return self.said()

    def said(self) -> list[Message]:
        said = [dict(unsent.headers) | {"body": unsent.body} for unsent in self.store.take_unsent()]
        return [read(row["ce_type"].decode(), int(row["ce_schemaver"]), row["body"]) for row in said]

    def sheets(self) -> dict[str, ClockSheet]:
        return self.store.all(SHEETS)


def record(event: Message, seq: int, subject: str = "matter") -> Record:
    matter = getattr(event, "matter_id", MATTER)
    envelope = Envelope(
        f"event-{matter}-{subject}-{seq}", event.type, event.version, "lianjie/routing", f"{subject}:{matter}", seq, "450199",
        getattr(event, "occurred_at", at("2026-07-30 09:00")),
    )  # fmt: skip
    return Record(event.topic_name(), 0, seq, matter.encode(), event.body(), tuple(envelope.headers()))


def told(kind: type[M], local: str, **more: Any) -> M:
    """An event of the matter that happened at `local`."""
    common = {"matter_id": MATTER, "county": "450199", "office": "450199", "occurred_at": at(local)}
    return kind(**(common | {"assignment_id": LEAD} | more))


def opened(local: str = "2026-07-30 09:40", **more: Any) -> MatterOpened:
    facts = {
        "row": "2", "assignment_id": None, "item_id": "450199:i", "item_no": "45019920260730V00008",
        "channel": Channel.VISIT, "received_at": at("2026-07-30 09:26"), "registered_at": at(local),
        "place": Place(code="450199"), "title": "屋面渗漏", "claims": (), "matter_class": MatterClass.APPEAL,
        "suggestion": Suggestion(),
    }  # fmt: skip
    return told(MatterOpened, local, **(facts | more))


def dispatched(local: str = "2026-07-31 16:48") -> MatterDispatched:
    share = {
        "assignment_id": LEAD, "unit": UNIT, "unit_name": "县住建局", "role": "LEAD", "mode": TransferMode.FORWARD,
    }  # fmt: skip
    return told(MatterDispatched, local, row="6", mode=TransferMode.FORWARD, assignments=(share,))


def signed(local: str = "2026-08-03 09:12", **more: Any) -> MatterSigned:
    return told(MatterSigned, local, **({"row": "7", "unit": UNIT} | more))


def accepted(local: str = "2026-08-03 09:30", path: Path = Path.PETITION, **more: Any) -> MatterAccepted:
    claims = (Claim(claim_id="1", text="修好屋面渗漏", path=path),)
    row = "13a" if path is Path.SUGGESTION else "13"
    return told(MatterAccepted, local, **({"row": row, "unit": UNIT, "claims": claims} | more))


def issued(local: str) -> MatterOpinionIssued:
    opinion = HandlingOpinion(
        number="住建信处〔2026〕57号", answers=(ClaimAnswer(claim_id="1", result=ClaimResult.SUPPORT, text="修"),),
        facts="漏", evidence="照片", legal_basis=("《信访工作条例》",), review_organ="县人民政府", signed_by="梁伟",
    )  # fmt: skip
    return told(MatterOpinionIssued, local, row="24", unit=UNIT, opinion=opinion)


def completed(local: str, *, issued: str, begun: str) -> MatterCompleted:
    return told(
        MatterCompleted, local, row="24.2", unit=UNIT, delivery_id="d", issued_at=at(issued),
        service_begun_at=at(begun), served_at=at(local),
    )  # fmt: skip


def told_by_letter(row: str, local: str) -> LetterStepTaken:
    """A step of the letter as which the matter came."""
    entry = LetterEntry(
        item_id="450199:i", item_no="45019920260730X00001", matter_id=MATTER, registered_at=at("2026-07-30 09:40"),
        place=Place(code="450199"),
    )  # fmt: skip
    step = LetterStep(row=row, act="tell_sender", operator="韦晓梅", by="letters@450199", done_at=at(local))
    return LetterStepTaken(
        occurred_at=at(local), letter_id="450199:l", letter_no="45019920260730X00001", county="450199", office="450199",
        state=LetterState.TOLD, step=step, received_at=at("2026-07-30 09:26"), entry=entry,
    )  # fmt: skip


def question(kind: type[Q], local: str, number: str) -> Q:
    told: dict[str, Any] = {
        "matter_id": MATTER,
        "county": "450199",
        "number": number,
        "text": "办到哪一步了？",
    }
    return kind(occurred_at=at(local), **told)


BEGINNING = (opened(), dispatched(), signed(), accepted())
