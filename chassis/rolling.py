"""Rolling forward: a document restored from an older backup is brought to where its own topic is, before it may write.

What people did after the backup came over HTTP and is told nowhere else; and whoever decided again would tell other
events under numbers that are taken. So each kind says how its state follows from its own events, and everything else
(number, chain, history) follows from their bytes. Rolling is safe at any time: what a document has, it is not told again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from chassis.clock import Clock
from chassis.decoding import GROWING, LATEST, Decoded, decode
from chassis.documents import Answer, Document, Kind, Record, Unsent, chained
from chassis.errors import BehindError, ConflictError, UndecodableError
from chassis.logs import log
from chassis.relay import Sent, history_row
from chassis.store import Batch, Store
from chassis.work import Heard, Work
from lianjie_contracts.base import Message

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Rolls(Generic[S]):
    """How the documents of one kind follow from messages.

    `evolve`: the state after one of the kind's own events, or after one of `also`: messages of others that a state is made
    of, by the id of the document concerned. None: not this database's. `answers`: what a command was told, if the message
    tells it. `completed`: the documents with what the messages do not tell, before they are saved. `restated`: messages of full
    state that are sent again, because the last ones may never have left. `kin`: ids of
    further documents that are made of the same message of others.
    """

    kind: Kind[S]
    evolve: Callable[[S | None, Heard[Any]], Awaitable[S | None]]
    also: Mapping[type[Message], Callable[[Any], str]] = field(default_factory=dict)
    answers: Callable[[Heard[Any]], Answer | None] = lambda _: None
    completed: Callable[[Sequence[Document[S]]], Awaitable[Sequence[Document[S]]]] | None = None
    restated: Callable[[S], Iterable[Message]] | None = None
    kin: Callable[[S, Any], Iterable[str]] = lambda _state, _event: ()


@dataclass(frozen=True, slots=True)
class Rolled:
    """A document that was rolled forward, and whether its full state was sent again."""

    kind: str
    id: str
    restated: bool = False


ROLLED: Kind[Rolled] = Kind("rolled", Rolled, indexes=(("restated",),))
Remember = Callable[[Kind[Any], Sequence[Mapping[str, Any]]], Awaitable[None]]


async def _nothing(_: Kind[Any], __: Sequence[Mapping[str, Any]]) -> None:
    """A store that keeps no history."""


class Rolling:
    """Applies records to the documents of one service. `remember` keeps the history."""

    def __init__(
        self, service: str, store: Store, clock: Clock, rolls: Sequence[Rolls[Any]], orders: Mapping[str, str],
        remember: Remember = _nothing,
    ) -> None:  # fmt: skip
        self._source = f"lianjie/{service}"
        self._store = store
        self._clock = clock
        self._rolls = {roll.kind.subject: roll for roll in rolls}
        # What is said beside a document's own events goes by the count of what the document has said, on whatever topic.
        self._orders = {topic: order for topic, order in orders.items() if order != GROWING}
        self._remember = remember

    async def own(self, records: Sequence[Record]) -> None:
        """Records of the service's own topics, of one partition and in their order."""
        for subject, roll in self._rolls.items():
            mine = [m for m in self._read(records) if m.envelope.subject.partition(":")[0] == subject]
            told = [(m.envelope.aggregate_id, m) for m in mine if m.envelope.source == self._source]
            await self._patiently(roll, told, _told)

    async def also(self, records: Sequence[Record]) -> None:
        """Records of others, of which some states are made; no number moves."""
        read = [(m.event, m) for m in self._read(records) if m.event is not None]
        for roll in self._rolls.values():
            concerns = [(roll.also[type(event)](event), m) for event, m in read if type(event) in roll.also]
            await self._patiently(roll, await self._with_kin(roll, concerns), _filled)

    async def _with_kin(
        self, roll: Rolls[S], concerns: Sequence[tuple[str, Decoded]]
    ) -> Sequence[tuple[str, Decoded]]:
        """Each message with the document it names and with all that goes by the same messages; their own topic was read before."""
        found, of_kin = list(concerns), list(concerns)
        while of_kin:
            held = await self._store.get(roll.kind, {id_ for id_, _ in of_kin})
            states = {id_: document.state for id_, document in held.items() if document.state is not None}
            of_kin = [
                (kin, m) for id_, m in of_kin if id_ in states for kin in roll.kin(states[id_], m.event)
            ]
            found += of_kin
        return found

    async def restate(self, rolled: Sequence[Rolled]) -> None:
        """Send the full state of these documents again."""
        kinds = {roll.kind.name: roll for roll in self._rolls.values()}
        async with self._store.batch() as tx:
            work = Work(tx, self._clock.now(), self._source)
            for each in rolled:
                roll = kinds[each.kind]
                state = await work.load(roll.kind, each.id)
                if roll.restated and state is not None:
                    await work.save(roll.kind, each.id, state, *roll.restated(state))
                await work.save(ROLLED, f"{each.kind}|{each.id}", replace(each, restated=True))
            await tx.write(work.touched(), [], [], [])

    def _read(self, records: Sequence[Record]) -> list[Decoded]:
        read = []
        for record in records:
            try:
                read.append(decode(record, self._orders))
            except UndecodableError as why:  # whoever hears it will bury it; no document of ours has told it
                log.error("a record could not be rolled", place=record.place, why=str(why))
        return read

    async def _patiently(self, roll: Rolls[Any], told: Sequence[tuple[str, Decoded]], step: Step) -> None:
        while told:
            try:
                await self._apply(roll, told, step)
            except ConflictError:  # another process of this service rolls, too
                continue
            return

    async def _apply(self, roll: Rolls[Any], told: Sequence[tuple[str, Decoded]], step: Step) -> None:
        ids = {id_ for id_, _ in told}
        async with self._store.batch() as tx:
            held = await tx.get(roll.kind, ids)
            documents = {id_: held.get(id_) or Document(roll.kind, id_) for id_ in ids}
            rows = []
            for id_, message in told:
                before, documents[id_] = documents[id_], await step(roll, documents[id_], message)
                if documents[id_] is not before:
                    rows += _rows(roll.kind, id_, message, documents[id_])
            changed: Sequence[Document[Any]] = [d for d in documents.values() if d.touched]
            if not changed:
                return
            if roll.completed:
                changed = await roll.completed(changed)
            await self._remember(roll.kind, rows)
            await tx.write([*changed, *await _noted(tx, changed)], [], [], [])


Step = Callable[[Rolls[Any], Document[Any], Decoded], Awaitable[Document[Any]]]


async def _told(roll: Rolls[Any], document: Document[Any], message: Decoded) -> Document[Any]:
    """The document after one message it has told: an event of its stream, or something on another topic."""
    if message.event is None:
        raise BehindError(
            f"{message.envelope.subject} tells {message.envelope.type}, which this release does not know"
        )
    heard, seq = Heard(message.event, message.envelope), message.envelope.seq
    if message.event.topic != roll.kind.topic:
        if document.state is None or (seq <= document.said and not roll.answers(heard)):
            return document
        return _answered(roll, replace(document, said=max(document.said, seq), touched=True), heard)
    if seq <= document.seq:
        return document
    if seq > document.seq + 1 and message.order != LATEST:
        raise BehindError(f"{message.envelope.subject} ends at {document.seq}, its topic goes on at {seq}")
    state = await roll.evolve(document.state, heard)
    if state is None:
        return document
    head = chained(document.head, message.envelope.id, message.record.value or b"")
    moved = replace(document, state=state, seq=seq, said=document.said + 1, head=head, touched=True)
    return _answered(roll, moved, heard)


async def _filled(roll: Rolls[Any], document: Document[Any], message: Decoded) -> Document[Any]:
    if document.state is None or message.event is None:
        return document
    state = await roll.evolve(document.state, Heard(message.event, message.envelope))
    return document if state in (None, document.state) else document.with_state(state)


def _answered(roll: Rolls[Any], document: Document[Any], heard: Heard[Any]) -> Document[Any]:
    answer = roll.answers(heard)
    if answer is None or any(a.command == answer.command for a in (*document.answers, *document.new_answers)):
        return document
    return document.with_answer(replace(answer, subject=document.subject, seq=document.seq))


def _rows(kind: Kind[Any], id_: str, message: Decoded, after: Document[Any]) -> list[dict[str, Any]]:
    """What the history keeps of a message of this document."""
    envelope, record = message.envelope, message.record
    if message.event is None or envelope.subject != f"{kind.subject}:{id_}":
        return []
    owned = message.event.topic == kind.topic
    headers = tuple((name, value or b"") for name, value in record.headers)
    n = after.said if owned else envelope.seq
    unsent = Unsent(n, envelope.id, envelope.seq, record.topic, id_, headers, record.value or b"", owned)
    at = datetime.fromtimestamp(record.timestamp_ms / 1000, UTC)
    return [history_row(kind, id_, unsent, Sent(record.partition, record.offset), at)]


async def _noted(tx: Batch, documents: Sequence[Document[Any]]) -> list[Document[Rolled]]:
    ids = [f"{document.kind.name}|{document.id}" for document in documents]
    held = await tx.get(ROLLED, ids)
    return [
        held.get(id_, Document(ROLLED, id_)).with_state(Rolled(document.kind.name, document.id))
        for id_, document in zip(ids, documents, strict=True)
    ]
