"""A listener that counts what it hears, and the records it is given; real messages, a rule that anybody can follow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from chassis.dead_letters import DEAD_LETTERS, DeadLetter
from chassis.decoding import COMMANDS, GAPLESS, LATEST
from chassis.documents import Kind, Record, Unsent
from chassis.errors import NotYetError
from chassis.hearing import Hearing, Hears
from chassis.testing import MemoryStore, SettableClock
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.delivery_failed import DeliveryFailed
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import ClockKind, DeliveryMode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chassis.store import Store
    from chassis.work import Heard, Work
    from lianjie_contracts.base import Message

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
COUNTY, UNIT = "450199", "450199-zjj"
MATTERS, CLOCKS, DELIVERIES = "routing.matters.v1", "deadlines.clocks.v1", "notifications.deliveries.v1"
KEYS, REPLIES = "intake.keys.v1", f"replies.{UNIT}.v1"
ORDERS = {MATTERS: GAPLESS, DELIVERIES: GAPLESS, KEYS: LATEST, REPLIES: COMMANDS}


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of the events of one matter, in the order in which they took effect."""

    signed: tuple[int, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyCopy:
    seq: int


TALLIES: Kind[Tally] = Kind("tallies", Tally, subject="clocks", topic=CLOCKS)
COPIES: Kind[KeyCopy] = Kind("copies", KeyCopy)


def a_voiding(matter_id: str) -> ClockVoided:
    """Something to announce."""
    return ClockVoided(
        matter_id=matter_id, county=COUNTY, clock="C02", clock_id=f"{matter_id}-C02", name="登记后处理",
        kind=ClockKind.DUTY, occurred_at=NOW,
    )  # fmt: skip


async def on_signed(heard: Heard[MatterSigned], work: Work) -> None:
    tally = await work.load(TALLIES, heard.event.matter_id) or Tally()
    signed = replace(tally, signed=(*tally.signed, heard.envelope.seq))
    await work.save(TALLIES, heard.event.matter_id, signed, a_voiding(heard.event.matter_id))


async def on_delivery_failed(heard: Heard[DeliveryFailed], work: Work) -> None:
    """Of another stream: it waits until something of its matter is known."""
    matter = heard.event.matter_id
    tally = await work.load(TALLIES, matter)
    if tally is None:
        raise NotYetError(f"matter:{matter}")
    failed = tuple(sorted((*tally.failed, heard.envelope.id)))
    await work.save(TALLIES, matter, replace(tally, failed=failed), a_voiding(matter))


async def on_key(heard: Heard[PersonKeyIssued], work: Work) -> None:
    await work.save(COPIES, heard.event.key_id, KeyCopy(heard.envelope.seq))


HEARS = (
    Hears(MatterSigned, on_signed, needs=lambda e: ((TALLIES, e.matter_id),)),
    Hears(DeliveryFailed, on_delivery_failed),
    Hears(PersonKeyIssued, on_key),
)


@dataclass
class Listener:
    """One service's hearing over a store, with what it woke the relay for."""

    hears: Sequence[Hears] = HEARS
    store: Store = field(default_factory=MemoryStore)
    clock: SettableClock = field(default_factory=lambda: SettableClock(NOW))
    woken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A new process over the same database."""
        self.hearing = Hearing(
            "deadlines", self.store, self.clock, self.hears, ORDERS, lambda _, id_: self.woken.append(id_)
        )  # fmt: skip

    async def hear(self, *records: Record) -> None:
        await self.hearing.batch(records)

    @property
    def memory(self) -> MemoryStore:
        assert isinstance(self.store, MemoryStore)
        return self.store

    def signed(self, matter_id: str) -> tuple[int, ...]:
        return self.memory.all(TALLIES).get(matter_id, Tally()).signed

    def failed(self, matter_id: str) -> tuple[str, ...]:
        return self.memory.all(TALLIES).get(matter_id, Tally()).failed

    def letters(self) -> list[DeadLetter]:
        return list(self.memory.all(DEAD_LETTERS).values())

    def parked(self) -> list[tuple[str, int, str]]:
        return sorted((p.subject, p.seq, p.waiting_for) for p in self.memory.waiting_records.values())

    def seen(self, subject: str) -> int:
        position = self.memory.positions.get(subject)
        return position.seq if position else 0

    def announced(self) -> list[Unsent]:
        """What waits for the relay, dead letters aside."""
        return [m for tail in self.memory.unsent.values() for m in tail if m.topic == CLOCKS]


def matter(n: int = 1) -> str:
    return f"{COUNTY}:matter-{n}"


def signed(seq: int, of: str = matter(), **changes: Any) -> Record:
    """The event `seq` of one matter, as it comes from the bus."""
    event = MatterSigned(
        matter_id=of, county=COUNTY, office="云岭县群众信访联合接访中心", unit=UNIT, occurred_at=NOW
    )
    return record(event, f"matter:{of}", seq, **changes)


def failed(seq: int, delivery: str = f"{COUNTY}:delivery-1", of: str = matter(), **changes: Any) -> Record:
    event = DeliveryFailed(
        delivery_id=delivery, matter_id=of, county=COUNTY, document="D02.2", occurred_at=NOW, mode=DeliveryMode.DIRECT,
        attempt=1, reason="没有人在",
    )  # fmt: skip
    return record(event, f"delivery:{delivery}", seq, **changes)


def key_issued(seq: int, person: str = f"{COUNTY}:person-1", **changes: Any) -> Record:
    event = PersonKeyIssued(key_id=person, county=COUNTY, wrapped="AAAA", occurred_at=NOW)
    return record(event, f"key:{person}", seq, **changes)


def sign_for(of: str = matter(), command: str = "reply-00001", **changes: Any) -> Record:
    reply = ReplySignFor(unit=UNIT, matter_id=of, by=SYSTEM, at=NOW)
    return record(reply, f"matter:{of}", 0, id=command, **changes)


def record(message: Message, subject: str, seq: int, *, id: str | None = None, **changes: Any) -> Record:  # noqa: A002
    """One record; `changes` replace fields of Record, `headers` being given as a dict of additions."""
    envelope = Envelope(
        id=id or f"{subject}-{seq}", type=message.type, version=message.version, source="lianjie/routing", subject=subject,
        seq=seq, tenant=COUNTY, time=NOW,
    )  # fmt: skip
    headers = tuple(envelope.headers())
    whole = Record(
        message.topic_name(), 0, _offset(), envelope.aggregate_id.encode(), message.body(), headers
    )
    return replace(whole, **changes)


def with_header(heard: Record, name: str, value: bytes | None) -> Record:
    """The same record with one header changed, or added."""
    others = tuple(pair for pair in heard.headers if pair[0] != name)
    return replace(heard, headers=(*others, (name, value)))


def without_header(heard: Record, name: str) -> Record:
    return replace(heard, headers=tuple(pair for pair in heard.headers if pair[0] != name))


def _offsets() -> Callable[[], int]:
    numbers = iter(range(1_000_000_000))
    return lambda: next(numbers)


_offset = _offsets()
