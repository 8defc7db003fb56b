"""Hearing: every record takes effect exactly once and in the order of its stream, whatever the bus does.

Positions are per stream. `seq <= seen` is a duplicate (or a fork, if the id differs); `seen + 1` is applied; beyond is
parked. One transaction holds a batch of one partition: positions, all documents, all announcements. Offsets are
committed afterwards, so a crash at any point only repeats work that was not done.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from opentelemetry.trace import SpanKind

from chassis import metrics
from chassis.dead_letters import DeadLetter, letter
from chassis.documents import Document, Kind, Parked, Position, Record
from chassis.errors import ConflictError, NotYetError, TransientError, UndecodableError
from chassis.logs import log
from chassis.telemetry import span
from chassis.work import Heard, Work
from lianjie_contracts.base import Message
from lianjie_contracts.envelope import Envelope, EnvelopeError
from lianjie_contracts.registry import UnknownTypeError, UnknownVersionError, read

if TYPE_CHECKING:
    from chassis.clock import Clock
    from chassis.store import Batch, Store

TRIES = 3  # of an unknown error, before the record is a dead letter
CEILING = 50  # dead letters in a row: then everything is wrong, and the consumer stops instead of emptying the topic
GAPLESS, LATEST, COMMANDS = "gapless", "latest", "commands"

Handler = Callable[[Heard[Any], Work], Awaitable[None]]
Places = Iterable[tuple[Kind[Any], str]]


@dataclass(frozen=True, slots=True)
class Hears:
    """One message type a service reacts to: the handler, and the documents it will need (loaded together)."""

    message: type[Message]
    handler: Handler
    needs: Callable[[Any], Places] = lambda _: ()


@dataclass(frozen=True, slots=True)
class Decoded:
    """A record that could be read. `event` is None for a type of a newer release: heard, counted, passed over."""

    record: Record
    envelope: Envelope
    event: Message | None
    order: str


class Hearing:
    """Turns records into handled events for one service."""

    def __init__(
        self, service: str, store: Store, clock: Clock, hears: Collection[Hears], orders: Mapping[str, str],
        saved: Callable[[Kind[Any], str], None] = lambda _kind, _id: None,
    ) -> None:  # fmt: skip
        self._service = service
        self._store = store
        self._clock = clock
        self._hears = {h.message.type: h for h in hears}
        self._orders = orders
        self._saved = saved
        self._dead_in_a_row = 0
        self._swept = 0
        self.stalled_since: datetime | None = None

    async def batch(self, records: Sequence[Record]) -> None:
        """Hear records of one partition, in their order; returns when all have taken effect, are parked or are dead."""
        messages: list[Decoded] = []
        for record in records:
            try:
                messages.append(decode(record, self._orders))
            except UndecodableError as reason:
                await self._patiently(partial(self._bury, record, str(reason), "undecodable"))
        try:
            await self._patiently(lambda: self._apply(messages))
        except Exception:  # noqa: BLE001 - one record of the batch is bad: find it, alone
            for message in messages:
                await self._alone(message)
        if self._dead_in_a_row >= CEILING:
            raise SystemExit(
                f"{CEILING} dead letters in a row: {self._service} stops, for everything is wrong"
            )

    async def sweep(self, limit: int = 200) -> int:
        """Try parked records again; how many were looked at. Behind the drain of each batch, for the races it cannot see.

        Round and round: those that wait long for an earlier event must not keep the others from being looked at.
        """
        waiting = await self._store.waiting(limit, self._swept)
        self._swept = self._swept + limit if len(waiting) == limit else 0
        subjects = sorted({parked.subject for parked in waiting})
        if subjects:
            await self._patiently(lambda: self._apply([], drain=subjects))
        return len(waiting)

    async def _alone(self, message: Decoded) -> None:
        """One record by itself, so that a bad one takes nobody with it."""
        for attempt in range(TRIES):
            try:
                await self._patiently(lambda: self._apply([message]))
            except Exception as error:  # noqa: BLE001 - unknown: a few tries, then a dead letter
                if attempt == TRIES - 1:
                    log.exception(
                        "a record could not be handled",
                        place=message.record.place,
                        type=message.envelope.type,
                    )
                    why, said = f"handler failed: {type(error).__name__}", message.envelope
                    at = (said.subject, said.seq)
                    await self._patiently(
                        partial(self._bury, message.record, why, "unhandled", at, said.type)
                    )
                await asyncio.sleep(0.05 * 2**attempt)
            else:
                return

    async def _patiently(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do it until the store is back and no race is lost: waiting costs nothing, going on would lose."""
        delay = 0.05
        while True:
            try:
                await act()
            except ConflictError:
                metrics.CONFLICTS.labels(self._service).inc()
                await asyncio.sleep(random.uniform(0.001, 0.02))  # noqa: S311 - jitter
            except TransientError as away:
                self.stalled_since = self.stalled_since or self._clock.now()
                log.warning("waiting for the store", why=str(away), delay=delay)
                await asyncio.sleep(delay * random.uniform(0.5, 1))  # noqa: S311
                delay = min(delay * 2, 10)
            else:
                self.stalled_since = None
                return

    async def _apply(self, messages: Sequence[Decoded], drain: Collection[str] = ()) -> None:
        with metrics.HANDLE_SECONDS.labels(self._service).time():
            async with self._store.batch() as tx:
                turn = await _Turn.begin(self, tx, messages, drain)
                for message in messages:
                    await turn.hear(message)
                await turn.drain()
                await turn.write(tx)
        for document in turn.work.touched():
            if document.unsent:
                self._saved(document.kind, document.id)
        for type_, verdict in turn.verdicts:
            metrics.HEARD.labels(self._service, type_, verdict).inc()
        if messages:
            self._dead_in_a_row = 0
        for parked in turn.broken:
            await self._again(parked)

    async def _again(self, parked: Parked) -> None:
        """A parked record whose turn has come, and which broke."""
        try:
            message = decode(parked.record, self._orders)
        except UndecodableError as reason:  # by an older release than the one that parked it
            at = (parked.subject, parked.seq)
            await self._patiently(partial(self._bury, parked.record, str(reason), "undecodable", at))
        else:
            await self._alone(message)

    async def _bury(
        self, record: Record, why: str, error: str, at: tuple[str, int] = ("", 0), type_: str = ""
    ) -> None:
        dead = DeadLetter(
            record.topic, record.partition, record.offset, why, error, self._clock.now(), *at, type_
        )
        document = letter(record, dead, self._service)
        async with self._store.batch() as tx:
            known = await tx.get(document.kind, [document.id])
            await tx.write([] if known else [document], [], [], [at])
        if not known:
            self._saved(document.kind, document.id)
            log.error("a record is a dead letter", place=record.place, why=why)
            metrics.HEARD.labels(self._service, dead.type or "?", "dead").inc()
        if self._orders.get(record.topic) != COMMANDS:  # a stranger's rubbish must not be able to stop us
            self._dead_in_a_row += 1

    def handler(self, type_: str) -> Hears | None:
        return self._hears.get(type_)

    @property
    def orders(self) -> Mapping[str, str]:
        return self._orders

    def work(self, reads: Batch) -> Work:
        return Work(reads, self._clock.now(), f"lianjie/{self._service}")


class _Turn:
    """The hearing of one batch inside one transaction."""

    def __init__(
        self, hearing: Hearing, work: Work, positions: dict[str, Position], parked: list[Parked]
    ) -> None:
        self.work = work
        self.verdicts: list[tuple[str, str]] = []
        self.broken: list[Parked] = []
        self._hearing = hearing
        self._positions = positions
        self._moved: dict[str, Position] = {}
        self._waiting = {(p.subject, p.seq): p for p in parked}
        self._park: dict[tuple[str, int], Parked] = {}
        self._unpark: list[tuple[str, int]] = []

    @classmethod
    async def begin(
        cls, hearing: Hearing, tx: Batch, messages: Sequence[Decoded], drain: Collection[str]
    ) -> _Turn:
        subjects = {m.envelope.subject for m in messages if m.order in (GAPLESS, LATEST)} | set(drain)
        positions = await tx.positions(subjects) if subjects else {}
        parked = await tx.parked(subjects) if subjects else []
        work = hearing.work(tx)
        wanted: list[tuple[Kind[Any], str]] = []
        for message in messages:
            heard = hearing.handler(message.envelope.type)
            if heard and message.event:
                wanted.extend(heard.needs(message.event))
        await work.prefetch(wanted)
        return cls(hearing, work, positions, parked)

    async def hear(self, message: Decoded) -> None:
        verdict = await self._verdict(message)
        self.verdicts.append((message.envelope.type if message.event else "unknown", verdict))

    async def _verdict(self, message: Decoded) -> str:
        if message.order == COMMANDS:
            return await self._handle(message)
        envelope = message.envelope
        position = self._positions.get(envelope.subject) or Position(envelope.subject)
        if position.forked:
            return self._parks(message, "fork")
        if message.order == LATEST:
            return await self._next(message, position) if envelope.seq > position.seq else "duplicate"
        if envelope.seq <= position.seq:
            known = position.id_at(envelope.seq)
            return "duplicate" if known in (None, envelope.id) else self._forks(message, position)
        if envelope.seq > position.seq + 1:
            return self._parks(message, f"seq:{position.seq + 1}")
        return await self._next(message, position)

    async def _next(self, message: Decoded, position: Position) -> str:
        try:
            verdict = await self._handle(message)
        except NotYetError as missing:
            return self._parks(message, missing.fact)
        envelope = message.envelope
        self._move(position.moved(envelope.seq, envelope.id))
        if (envelope.subject, envelope.seq) in self._waiting:
            self._unpark.append((envelope.subject, envelope.seq))
        self._park.pop((envelope.subject, envelope.seq), None)
        return verdict

    async def _handle(self, message: Decoded) -> str:
        """Run the handler; whatever it had saved before giving up is taken back."""
        heard = self._hearing.handler(message.envelope.type)
        if heard is None or message.event is None:
            return "passed"
        mark = self.work.mark()
        self.work.causation = message.envelope.id
        try:
            with span(f"hear {message.envelope.type}", kind=SpanKind.CONSUMER, parent=message.envelope.traceparent,
                      subject=message.envelope.subject, seq=message.envelope.seq):  # fmt: skip
                await heard.handler(Heard(message.event, message.envelope), self.work)
        except BaseException:
            self.work.back_to(mark)
            raise
        return "applied"

    async def drain(self) -> None:
        """Apply parked records whose turn has come, stream by stream. One that breaks is left for later, alone: it must
        not undo the work of the records that called it."""
        for (subject, seq), parked in sorted(
            {**self._park, **self._waiting}.items(), key=lambda item: item[0]
        ):
            position = self._positions.get(subject) or Position(subject)
            latest = self._hearing.orders.get(parked.record.topic) == LATEST
            if position.forked:
                continue
            if seq <= position.seq:
                self._unpark.append((subject, seq))
                self._park.pop((subject, seq), None)
            elif latest or seq == position.seq + 1:
                await self._try(parked)

    async def _try(self, parked: Parked) -> None:
        try:
            await self.hear(decode(parked.record, self._hearing.orders))
        except (ConflictError, TransientError):
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it is this record's
            self.broken.append(parked)

    def _parks(self, message: Decoded, fact: str) -> str:
        at = (message.envelope.subject, message.envelope.seq)
        if at not in self._waiting:
            self._park[at] = Parked(*at, message.record, fact, self.work.now)
        return "parked"

    def _forks(self, message: Decoded, position: Position) -> str:
        """Two events with one number: stop this stream and call for help; the others go on."""
        log.error("a stream has forked", subject=message.envelope.subject, seq=message.envelope.seq)
        metrics.FORKS.labels(self._hearing._service).inc()  # noqa: SLF001 - same module
        self._move(replace(position, forked=True))
        return self._parks(message, "fork")

    def _move(self, position: Position) -> None:
        self._positions[position.subject] = self._moved[position.subject] = position

    async def write(self, tx: Batch) -> None:
        await tx.write(
            self.work.touched(), list(self._moved.values()), list(self._park.values()), self._unpark
        )


def decode(record: Record, orders: Mapping[str, str]) -> Decoded:
    """Read a record; raises UndecodableError with a reason that quotes nothing of it."""
    try:
        said = [
            (name, value.decode())
            for name, value in record.headers
            if value is not None and name.startswith(("ce_", "trace"))
        ]
    except UnicodeDecodeError:
        raise UndecodableError("a header is not UTF-8") from None
    headers = dict(said)
    if len(headers) < len(said):
        raise UndecodableError("a header is given twice")
    try:
        envelope = Envelope.read(headers)
    except EnvelopeError as wrong:
        raise UndecodableError(str(wrong)) from None
    order = orders.get(record.topic, GAPLESS)
    if record.key is None or record.key.decode(errors="replace") != envelope.aggregate_id:
        raise UndecodableError("the key is not the subject's id")
    if order != COMMANDS and envelope.seq < 1:
        raise UndecodableError("an event needs a number from 1")
    if not record.value:
        raise UndecodableError("the body is empty")
    return Decoded(record, envelope, _event(record, envelope), order)


def _event(record: Record, envelope: Envelope) -> Message | None:
    try:
        event = read(envelope.type, envelope.version, record.value or b"")
    except UnknownTypeError:
        return None
    except UnknownVersionError as version:
        raise UndecodableError(f"unknown version: {version}") from None
    except (ValueError, RecursionError) as wrong:
        raise UndecodableError(f"the body does not fit its schema: {type(wrong).__name__}") from None
    if not record.topic.startswith("replay.") and event.topic_name() != record.topic:
        raise UndecodableError("the message does not belong on this topic")
    return event


__all__ = ["Document", "Hearing", "Hears", "decode"]
