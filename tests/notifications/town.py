"""notifications without Kafka and MongoDB: events in, events out, under the chassis's own rules; mail goes to a real server."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path as File
from typing import Any

from chassis.clock import Clock
from chassis.decoding import GAPLESS, LATEST
from chassis.documents import Kind, Record
from chassis.hearing import Hearing
from chassis.ids import derived
from chassis.personal import Safe
from chassis.testing import MemoryStore, SettableClock
from lianjie_contracts.base import Actor, Claim, Event, Message, Petitioner, Place, Suggestion
from lianjie_contracts.directory import load
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, HandlingOpinion, MatterOpinionIssued
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.events.session_moved import SessionMoved
from lianjie_contracts.registry import read
from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import (
    Addressee,
    Channel,
    ClaimResult,
    DeliveryMode,
    DeliveryState,
    MatterClass,
    Path,
)
from services.notifications.domain.delivery import Delivery, Patience
from services.notifications.dossiers.dossier import Dossier, Inspection
from services.notifications.sender import Post, Sender
from services.notifications.service import heard_with
from services.notifications.shelf import AT_THE_WINDOW, Found
from services.notifications.store import DELIVERIES, DOSSIERS, INSPECTIONS
from tests.notifications.builders import LEASE, NOW

DIRECTORY = load(File(__file__).parents[2] / "deploy" / "directory.toml")
SAFE = Safe(base64.b64decode("bGlhbmppZS10ZXN0cy1tYXN0ZXIta2V5LTMyLWJ5dGU="))
COUNTY, UNIT = "450199", "450199-zjj"
ITEM, MATTER = "450199:item-1", "450199:matter-1"
NAME, EMAIL, CODE = "王秀兰", "xiulan@example.org", "K7M2PQ9XA"
CLERK = Actor(id="registrar@450199", role="registrar", name="韦晓梅")
HEAD = Actor(id="zjj.head@450199", role="unit_head", name="陆正平")
PATIENCE = Patience(timedelta(minutes=1), timedelta(hours=1), attempts=3)


class MemoryShelf:
    """See services.notifications.shelf.Shelf."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def due(self, now: datetime, limit: int) -> list[str]:
        return [id_ for id_, delivery in self._store.all(DELIVERIES).items() if delivery.due(now)][:limit]

    async def waiting(self, county: str, unit: str | None) -> Found:
        return [
            (id_, d) for id_, d in self._store.all(DELIVERIES).items()
            if d.paper.county == county and unit in (None, d.paper.unit)
            and d.paper.to == Addressee.PETITIONER and d.mode == DeliveryMode.DIRECT and d.state in AT_THE_WINDOW
        ]  # fmt: skip

    async def inspections(self, matter_id: str) -> list[Inspection]:
        looks = [look for look in self._store.all(INSPECTIONS).values() if look.matter_id == matter_id]
        return sorted(looks, key=lambda look: look.at, reverse=True)

    async def dossiers(self, county: str) -> list[Dossier]:
        return [dossier for dossier in self._store.all(DOSSIERS).values() if dossier.county == county]

    async def of_matter(self, matter_id: str) -> Found:
        return [(id_, d) for id_, d in self._store.all(DELIVERIES).items() if d.paper.matter_id == matter_id]


class Town:
    """One notifications service with its store and clock, and the persons' keys."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.clock = SettableClock(NOW)
        self.shelf = MemoryShelf(self.store)
        self.keys: dict[str, str] = {}
        self.woken: list[str] = []
        self._seqs: dict[str, int] = {}
        orders = {
            "intake.keys.v1": LATEST,
            f"intake.items.{COUNTY}.v1": GAPLESS,
            "routing.matters.v1": GAPLESS,
            f"intake.requests.{COUNTY}.v1": GAPLESS,
            "routing.sessions.v1": GAPLESS,
        }
        self.hearing = Hearing(
            "notifications", self.store, self.clock, heard_with(DIRECTORY), orders, self.saved
        )

    def saved(self, _: Kind[Any], id_: str) -> None:
        self.woken.append(id_)

    def key(self, person: str = "450199:person-1") -> PersonKeyIssued:
        self.keys.setdefault(person, SAFE.new_key())
        return PersonKeyIssued(key_id=person, county=COUNTY, wrapped=self.keys[person], occurred_at=NOW)

    def item(
        self, person: str = "450199:person-1", email: str | None = EMAIL, **changes: Any
    ) -> ItemRegistered:
        """An item by letter, with consent to electronic service if there is an address."""
        sealed = {"name": NAME, "email": email, "query_code": CODE}
        own = {
            f: SAFE.seal(person, self.key(person).wrapped or "", f, text)
            for f, text in sealed.items()
            if text
        }
        code = own.pop("query_code")
        petitioner = Petitioner(petitioner_id=person, consents_electronic=email is not None, **own)
        facts: dict[str, Any] = {
            "item_id": ITEM, "item_no": "45019920261121L00001", "matter_id": MATTER, "county": COUNTY, "office": COUNTY,
            "channel": Channel.LETTER, "received_at": NOW - timedelta(days=1), "registered_at": NOW, "petitioner": petitioner,
            "place": Place(code=COUNTY), "title": "屋面渗漏", "claims": (Claim(claim_id="c1", text="修好屋面。"),),
            "query_code": code, "occurred_at": NOW, "by": CLERK,
        }  # fmt: skip
        return ItemRegistered(**(facts | changes))

    def record(self, event: Message, seq: int | None = None) -> Record:
        """The event as it comes from the bus, next in its stream."""
        subject = subject_of(event)
        self._seqs[subject] = seq or self._seqs.get(subject, 0) + 1
        n = self._seqs[subject]
        envelope = Envelope(
            event_id(subject, n),
            event.type,
            event.version,
            "lianjie/test",
            subject,
            n,
            COUNTY,
            getattr(event, "occurred_at", NOW),
        )
        key = envelope.aggregate_id.encode()
        return Record(event.topic_name(), 0, n, key, event.body(), tuple(envelope.headers()))

    async def hear(self, *events: Message) -> list[Message]:
        """Hear events as the next of their streams; what notifications says of them."""
        return await self.hear_records([self.record(event) for event in events])

    async def hear_records(self, records: Sequence[Record]) -> list[Message]:
        for record in records:  # each in a batch of its own, as from different partitions
            await self.hearing.batch([record])
        return self.said()

    async def sweep(self) -> list[Message]:
        await self.hearing.sweep()
        return self.said()

    def said(self) -> list[Message]:
        rows = [(dict(unsent.headers), unsent.body) for unsent in self.store.take_unsent()]
        return [read(h["ce_type"].decode(), int(h["ce_schemaver"]), body) for h, body in rows]

    def deliveries(self) -> dict[str, Delivery]:
        """By the code of the text."""
        return {delivery.paper.document: delivery for delivery in self.store.all(DELIVERIES).values()}

    def id_of(self, document: str) -> str:
        return next(i for i, d in self.store.all(DELIVERIES).items() if d.paper.document == document)

    def sender(self, port: int, clock: Clock | None = None, seconds: float = 5, **changes: Any) -> Sender:
        post = Post(f"smtp://127.0.0.1:{port}", "gaozhi@lianjie.example", seconds, LEASE, PATIENCE)
        parts = {
            "store": self.store,
            "shelf": self.shelf,
            "clock": clock or self.clock,
            "safe": SAFE,
            "saved": self.saved,
        }
        return Sender(**(parts | {"post": post} | changes))


def event_id(subject: str, seq: int) -> str:
    return derived("test", subject, str(seq))


def subject_of(event: Message) -> str:
    match event:
        case PersonKeyIssued():
            return f"key:{event.key_id}"
        case RequestEvent():
            return f"requests:{event.matter_id}"
        case ItemRegistered():
            return f"item:{event.item_id}"
        case SessionMoved():
            return f"session:{event.session_id}"
        case _:
            return f"matter:{event.matter_id}"  # type: ignore[attr-defined]


def told(kind: type[Event], **more: Any) -> Any:
    common = {"matter_id": MATTER, "county": COUNTY, "office": COUNTY, "occurred_at": NOW, "by": HEAD}
    return kind(**(common | more))


def opened(**more: Any) -> MatterOpened:
    facts = {
        "item_id": ITEM, "item_no": "45019920261121L00001", "channel": Channel.LETTER, "received_at": NOW - timedelta(days=1),
        "registered_at": NOW, "place": Place(code=COUNTY), "title": "屋面渗漏",
        "claims": (Claim(claim_id="c1", text="修好屋面。"), Claim(claim_id="c2", text="公开维修资金")),
        "matter_class": MatterClass.APPEAL, "suggestion": Suggestion(), "by": CLERK,
    }  # fmt: skip
    return told(MatterOpened, **(facts | more))


def joined(item_id: str) -> MatterItemJoined:
    return told(
        MatterItemJoined, item_id=item_id, item_no="45019920261122L00002", channel=Channel.LETTER, received_at=NOW, title="屋面渗漏",
        new_claims=(Claim(claim_id="c3", text="赔偿损失"),),
    )  # fmt: skip


def accepted(path: Path = Path.PETITION, **more: Any) -> MatterAccepted:
    claims = (Claim(claim_id="c1", text="修好屋面。", path=path, path_basis="《信访工作条例》第三十一条"),)
    row = "13" if path == Path.PETITION else "13a"
    return told(
        MatterAccepted, **({"unit": UNIT, "claims": claims, "contact": "0775-2831011", "row": row} | more)
    )


def issued(result: ClaimResult = ClaimResult.SUPPORT, **more: Any) -> MatterOpinionIssued:
    opinion = HandlingOpinion(
        number="住建信处〔2026〕57号",
        answers=(
            ClaimAnswer(claim_id="c1", result=result, text="三个月内修好。"),
            ClaimAnswer(claim_id="c2", result=ClaimResult.EXPLAIN, text="资金已公示。", answered_by="450199-rsj"),
        ),
        facts="屋面防水层老化 <三处>。", evidence="现场照片 & 检测报告。", legal_basis=("《住宅专项维修资金管理办法》第十八条",),
        review_organ="云岭县人民政府", signed_by="陆正平",
    )  # fmt: skip
    return told(MatterOpinionIssued, **({"unit": UNIT, "opinion": opinion, "row": "24"} | more))


def states(town: Town) -> dict[str, DeliveryState]:
    return {document: delivery.state for document, delivery in town.deliveries().items()}
