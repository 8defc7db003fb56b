"""All services in one process and in memory: the same handlers, rules and bytes, and no waiting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from chassis.clock import SettableClock
from chassis.commands import Carries, Commands
from chassis.decisions import Decision
from chassis.documents import Answer, Kind, Record, Unsent
from chassis.hearing import Hearing, Hears
from chassis.ids import derived, new_id
from chassis.testing import MemoryStore, RecordingBus
from lianjie_contracts import directory
from lianjie_contracts.base import Actor, Claim, Message, Petitioner, Place, Reply
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.item_event import ItemEvent
from lianjie_contracts.registry import read
from lianjie_contracts.topics import heard_by
from lianjie_contracts.vocabulary import Channel, TransferMode
from services.analytics.service import HEARS as ANALYTICS
from services.deadlines.law import committed
from services.deadlines.service import heard_under
from services.deadlines.store import SHEETS
from services.deadlines.ticking import tick_some
from services.notifications.service import heard_with
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent
from services.routing.domain.matter import Matter
from services.routing.domain.roads.dispatching import Dispatch
from services.routing.domain.roads.joining import Merging
from services.routing.kin import carrying, joining
from services.routing.sending import prepared, shares
from services.routing.service import heard_in
from services.routing.store import MATTERS
from services.workbench.hears import HEARS as WORKBENCH

DIRECTORY = directory.load(Path(__file__).resolve().parents[2] / "deploy" / "directory.toml")
COUNTY, ZJJ, RSJ = "450199", "450199-zjj", "450199-rsj"
MONDAY = datetime(2026, 8, 3, 1, 30, tzinfo=UTC)  # 09:30 in Shanghai
ROUTER = Actor(id="router@450199", role="router", name="莫志远")
S = TypeVar("S")


@dataclass
class Town:
    """A county's services, its one clock, and the bus between them."""

    clock: SettableClock = field(default_factory=lambda: SettableClock(MONDAY))
    bus: RecordingBus = field(default_factory=RecordingBus)
    stores: dict[str, MemoryStore] = field(default_factory=dict)
    hearings: dict[str, Hearing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.law = committed(timedelta(minutes=10))
        reacts: dict[str, Any] = {
            "routing": heard_in(DIRECTORY), "deadlines": heard_under(self.law), "notifications": heard_with(DIRECTORY),
            "analytics": ANALYTICS, "workbench": WORKBENCH,
        }  # fmt: skip
        for name, hears in reacts.items():
            self._settle(name, hears)
        self.stores["intake"] = MemoryStore()

    def _settle(self, name: str, hears: tuple[Hears, ...]) -> None:
        store = self.stores[name] = MemoryStore()
        orders = {topic.name: topic.order for topic in heard_by(name, DIRECTORY)}
        self.hearings[name] = Hearing(name, store, self.clock, hears, orders)

    async def settle(self) -> None:
        """Carry what was said to those who hear it, until nobody has anything to say."""
        while said := [message for store in self.stores.values() for message in store.take_unsent()]:
            await self.deliver(self.bus.publish(said))

    async def deliver(self, records: list[Record]) -> None:
        for name, hearing in self.hearings.items():
            mine = [r for r in records if r.topic in {t.name for t in heard_by(name, DIRECTORY)}]
            for _, batch in groupby(
                sorted(mine, key=lambda r: (r.topic, r.partition)), lambda r: (r.topic, r.partition)
            ):
                await hearing.batch(list(batch))
            await hearing.sweep()

    async def pass_time(self, by: timedelta) -> None:
        """Let the clock run on, and deadlines say what has become due."""
        self.clock.advance(by)
        due = [
            id_
            for id_, sheet in self.stores["deadlines"].all(SHEETS).items()
            if sheet.next_at and sheet.next_at <= self.clock.now()
        ]
        await tick_some(self.stores["deadlines"], due, self.law, self.clock.now())
        await self.settle()

    async def register(self, *claims: str, repeat_of: str | None = None, **changed: Any) -> str:
        """An item as intake announces it; the matter's id."""
        item_id = f"{COUNTY}:{new_id()}"
        fields: dict[str, Any] = {
            "item_id": item_id, "item_no": f"45019920260803V{len(self.bus.records):05d}", "county": COUNTY, "office": COUNTY,
            "matter_id": repeat_of or f"{COUNTY}:{derived('matter', item_id)}", "is_repeat": repeat_of is not None,
            "channel": Channel.VISIT, "received_at": self.clock.now(), "registered_at": self.clock.now(),
            "petitioner": Petitioner(petitioner_id=f"{COUNTY}:person"), "place": Place(code=f"{COUNTY}003", name="河西街道"),
            "title": "安置小区屋面渗漏要求维修", "occurred_at": self.clock.now(),
            "claims": tuple(Claim(claim_id=derived(item_id, str(n)), text=text) for n, text in enumerate(claims or ("修好屋面渗漏",))),
        }  # fmt: skip
        event = ItemRegistered(**(fields | changed))
        self._said("item", item_id, event.topic_name(), event)
        await self.settle()
        return event.matter_id

    async def item_becomes(
        self, kind: type[ItemEvent], before: ItemRegistered, seq: int, /, **own: Any
    ) -> ItemRegistered:
        """A later stage or a correction of an item as intake announces it; how the item reads afterwards."""
        facts = {name: own.pop(name) for name in tuple(own) if name in ItemRegistered.model_fields}
        after = before.model_copy(update=facts)
        event = kind(
            item_id=after.item_id,
            matter_id=after.matter_id,
            county=COUNTY,
            item=after,
            occurred_at=self.clock.now(),
            **own,
        )
        self._said("item", after.item_id, event.topic_name(), event, seq)
        await self.settle()
        return after

    def registered(self, matter_id: str) -> list[ItemRegistered]:
        """The items of a matter as they were registered."""
        messages = [self._read(record) for record in self.bus.on(f"intake.items.{COUNTY}.v1")]
        return [m for m in messages if isinstance(m, ItemRegistered) and m.matter_id == matter_id]

    def first_item(self, matter_id: str) -> ItemRegistered:
        """The first item of a matter as it reads now."""
        item = self.registered(matter_id)[0]
        messages = [self._read(record) for record in self.bus.on(f"intake.items.{COUNTY}.v1")]
        later = [m.item for m in messages if isinstance(m, ItemEvent) and m.item_id == item.item_id]
        return later[-1] if later else item

    def _said(self, subject: str, id_: str, topic: str, message: Any, seq: int = 1) -> str:
        envelope = Envelope(
            new_id(), message.type, message.version, "test", f"{subject}:{id_}", seq, COUNTY, self.clock.now()
        )  # fmt: skip
        unsent = Unsent(1, envelope.id, seq, topic, id_, tuple(envelope.headers()), message.body())
        self.stores["intake"].unsent.setdefault((topic, id_), []).append(unsent)
        return envelope.id

    async def command(
        self, service: str, kind: Kind[S], id_: str, decide_: Any, carries: Carries[S] | None = None
    ) -> Answer:
        """What commands do over HTTP, on the memory store."""
        commands = Commands(self.stores[service], self.clock, f"lianjie/{service}", lambda _kind, _id: None)
        answer = await commands.run(kind, id_, new_id(), decide_, carries=carries)
        await self.settle()
        return answer

    async def dispatch(
        self, matter_id: str, lead: str = ZJJ, co: dict[str, tuple[str, ...]] | None = None, *, simple: bool = False,
    ) -> Answer:  # fmt: skip
        matter = self.matter(matter_id)
        to = shares(matter, lead, (co or {}).items(), TransferMode.FORWARD, DIRECTORY)
        wish = Intent(
            Act.FORWARD,
            ROUTER,
            self.clock.now(),
            frozenset({"router"}),
            None,
            Dispatch(TransferMode.FORWARD, to, True, simple=simple),
        )

        def decision(held: Matter | None) -> Decision[Matter]:
            return decide(held, [wish])

        return await self.command("routing", MATTERS, matter_id, decision)

    async def office(self, matter_id: str, act: str, paper: Any = None, role: str = "router") -> Answer:
        """Somebody at the office fills in the paper of an act, as the generic door takes it."""
        by = ROUTER.model_copy(update={"role": role})

        def decision(held: Matter | None) -> Decision[Matter]:
            brings = prepared(paper, held, DIRECTORY) if held else paper
            return decide(held, [Intent(act, by, self.clock.now(), frozenset({role}), None, brings)])

        return await self.command("routing", MATTERS, matter_id, decision, carrying(by, DIRECTORY))

    async def merge(self, matter_id: str, into: str, **changed: Any) -> Answer:
        """A router has compared both; the deputy head agrees."""
        paper = Merging(into_no="", same_person=True, same_facts=True)
        held = self.stores["routing"].all(MATTERS).get(into)
        return await self.office(matter_id, "merge", joining(paper.model_copy(update=changed), held))

    async def reply(self, reply: Reply) -> ReplyAnswered:
        """A unit's own system answers; the answer it finds on its topic."""
        reply_id = self._said("matter", reply.matter_id, reply.topic_name(), reply, seq=0)
        await self.settle()
        answers = [
            m for m in self.feed(reply.unit) if isinstance(m, ReplyAnswered) and m.reply_id == reply_id
        ]
        assert len(answers) == 1, "every reply is answered exactly once"
        return answers[0]

    async def from_above(self, message: Message, subject: str) -> None:
        """The superior's system says something on its topic."""
        self._said(subject.partition(":")[0], subject.partition(":")[2], message.topic_name(), message, seq=0)
        await self.settle()

    def feed(self, unit: str) -> list[Any]:
        return [self._read(r) for r in self.bus.on(f"routed.{unit}.v1")]

    def said(self, matter_id: str, topic: str = "routing.matters.v1") -> list[Any]:
        """All messages of one topic about one matter, in the order in which they were said."""
        messages = [self._read(record) for record in self.bus.on(topic)]
        return [message for message in messages if message.matter_id == matter_id]

    def matter(self, matter_id: str) -> Matter:
        return self.stores["routing"].all(MATTERS)[matter_id]

    def _read(self, record: Record) -> Any:
        envelope = Envelope.read({name: (value or b"").decode() for name, value in record.headers})
        return read(envelope.type, envelope.version, record.value or b"")
