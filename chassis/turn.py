"""One turn of hearing: a batch of records inside one transaction, each applied, known, parked or the sign of a fork."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from opentelemetry.trace import SpanKind

from chassis.decoding import COMMANDS, GROWING, LATEST, Decoded, decode, id_of
from chassis.documents import Kind, Parked, Position
from chassis.errors import ConflictError, NotYetError, TransientError
from chassis.logs import log
from chassis.telemetry import span
from chassis.work import Heard, Work
from lianjie_contracts.base import Message
from lianjie_contracts.directory import UnknownUnitError
from lianjie_contracts.envelope import Envelope

if TYPE_CHECKING:
    from chassis.store import Batch

Handler = Callable[[Heard[Any], Work], Awaitable[None]]
Places = Iterable[tuple[Kind[Any], str]]
LEAPING = (LATEST, GROWING)  # orders in which the next number is any higher one


@dataclass(frozen=True, slots=True)
class Hears:
    """One message type a service reacts to: the handler, and the documents it will need (loaded together)."""

    message: type[Message]
    handler: Handler
    needs: Callable[[Any], Places] = lambda _: ()


class Turn:
    """The hearing of one batch inside one transaction. What became of each record is told when it has been written."""

    def __init__(
        self, work: Work, handlers: Mapping[str, Hears], orders: Mapping[str, str], positions: dict[str, Position],
        parked: Collection[Parked],
    ) -> None:  # fmt: skip
        self.work = work
        self.verdicts: list[tuple[str, str]] = []
        self.forks: list[Envelope] = []
        self.broken: list[Parked] = []
        self._handlers = handlers
        self._orders = orders
        self._positions = positions
        self._moved: dict[str, Position] = {}
        self._waiting = {(p.subject, p.seq): p for p in parked}
        self._park: dict[tuple[str, int], Parked] = {}
        self._unpark: list[tuple[str, int]] = []

    @classmethod
    async def begin(
        cls, work: Work, tx: Batch, handlers: Mapping[str, Hears], orders: Mapping[str, str],
        messages: Sequence[Decoded], drain: Collection[str],
    ) -> Turn:  # fmt: skip
        subjects = {m.envelope.subject for m in messages if m.order != COMMANDS} | set(drain)
        positions = await tx.positions(subjects) if subjects else {}
        parked = await tx.parked(subjects) if subjects else []
        wanted: list[tuple[Kind[Any], str]] = []
        for message in messages:
            heard = handlers.get(message.envelope.type)
            if heard and message.event:
                wanted.extend(heard.needs(message.event))
        try:
            await work.prefetch(wanted)
        except (ConflictError, TransientError):
            raise
        except Exception as unreadable:  # noqa: BLE001 - its handler will meet it again, if that event's turn has come
            log.warning("a document cannot be read", why=type(unreadable).__name__)
        return cls(work, handlers, orders, positions, parked)

    async def hear(self, message: Decoded, *, again: bool = False) -> None:
        """`again`: it was parked; that it still waits is nothing new."""
        verdict = await self._verdict(message)
        if not (again and verdict == "parked"):
            self.verdicts.append((message.envelope.type if message.event else "unknown", verdict))

    async def _verdict(self, message: Decoded) -> str:
        if message.order == COMMANDS:
            return await self._handle(message)
        envelope = message.envelope
        position = self._position(envelope.subject)
        if position.forked:
            return self._parks(message, "fork")
        if message.order in LEAPING:
            return await self._next(message, position) if envelope.seq > position.seq else "duplicate"
        if envelope.seq <= position.seq:
            known = position.id_at(envelope.seq)
            return "duplicate" if known in (None, envelope.id) else self._forks(message, position)
        if self._another_waits_there(envelope):
            return self._forks(message, position)
        if envelope.seq > position.seq + 1:
            return self._parks(message, f"seq:{position.seq + 1}")
        return await self._next(message, position)

    async def _next(self, message: Decoded, position: Position) -> str:
        try:
            verdict = await self._handle(message)
        except NotYetError as missing:
            return self._parks(message, missing.fact)
        except UnknownUnitError as unit:  # the version that knows it is on another topic, and may come later
            return self._parks(message, f"directory:{unit.county}")
        envelope = message.envelope
        self._move(position.moved(envelope.seq, envelope.id))
        self._forget((envelope.subject, envelope.seq))
        return verdict

    async def _handle(self, message: Decoded) -> str:
        """Run the handler; whatever it had saved before giving up is taken back."""
        heard = self._handlers.get(message.envelope.type)
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
            {**self._waiting, **self._park}.items(), key=lambda item: item[0]
        ):
            position = self._position(subject)
            if position.forked:
                continue
            if seq <= position.seq:
                self._forget((subject, seq))
            elif self._orders.get(parked.record.topic) in LEAPING or seq == position.seq + 1:
                await self._try(parked)

    async def _try(self, parked: Parked) -> None:
        try:
            await self.hear(decode(parked.record, self._orders), again=True)
        except (ConflictError, TransientError):
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it is this record's
            self.broken.append(parked)

    @property
    def parks(self) -> bool:
        """Whether something was left to wait."""
        return bool(self._park)

    def _parks(self, message: Decoded, fact: str) -> str:
        """Keep it until its turn. Of a record that is known to wait, only what it waits for can change."""
        at = (message.envelope.subject, message.envelope.seq)
        known = self._park.get(at) or self._waiting.get(at)
        if known is None:
            self._park[at] = Parked(*at, message.record, fact, self.work.now)
        elif known.waiting_for != fact:
            self._park[at] = replace(known, waiting_for=fact)
        return "parked"

    def _another_waits_there(self, envelope: Envelope) -> bool:
        at = (envelope.subject, envelope.seq)
        known = self._park.get(at) or self._waiting.get(at)
        return known is not None and id_of(known.record) != envelope.id

    def _forks(self, message: Decoded, position: Position) -> str:
        """Two events with one number: stop this stream and call for help; the others go on."""
        self.forks.append(message.envelope)
        self._move(replace(position, forked=True))
        return self._parks(message, "fork")

    def _forget(self, at: tuple[str, int]) -> None:
        if at in self._waiting:
            self._unpark.append(at)
        self._park.pop(at, None)

    def _position(self, subject: str) -> Position:
        return self._positions.get(subject) or Position(subject)

    def _move(self, position: Position) -> None:
        self._positions[position.subject] = self._moved[position.subject] = position

    async def write(self, tx: Batch, unpark: Sequence[tuple[str, int]] = ()) -> None:
        """`unpark`: places outside of any stream where what was heard here had waited."""
        gone = [*self._unpark, *unpark]
        await tx.write(self.work.touched(), list(self._moved.values()), list(self._park.values()), gone)
