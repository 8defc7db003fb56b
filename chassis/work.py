"""One piece of work: what handlers and commands load, decide on and save, all or nothing, at one instant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from chassis.decisions import Changed, Decision
from chassis.documents import Answer, Command, Document, Kind, Unsent
from chassis.ids import new_id
from chassis.telemetry import current_traceparent
from lianjie_contracts.base import Message
from lianjie_contracts.envelope import Envelope

S = TypeVar("S")
M_co = TypeVar("M_co", bound=Message, covariant=True)


@dataclass(frozen=True, slots=True)
class Heard(Generic[M_co]):
    """A message that was heard, newest version, with what its envelope says."""

    event: M_co
    envelope: Envelope


class Reads(Protocol):
    async def get(self, kind: Kind[S], ids: Collection[str]) -> dict[str, Document[S]]: ...


class Work:
    """Loads each document once, keeps what was saved, and hands all of it over to be written together.

    `now` is one fixed instant. Nothing here touches the bus: announcements wait inside their document.
    """

    def __init__(
        self, reads: Reads, now: datetime, source: str, causation: str | None = None, known: Iterable[Document[Any]] = ()
    ) -> None:  # fmt: skip
        """`known`: documents that were read already."""
        self.now = now
        self.causation = causation
        self._reads = reads
        self._source = source
        self._documents: dict[tuple[str, str], Document[Any]] = {(d.kind.name, d.id): d for d in known}

    async def load(self, kind: Kind[S], id_: str) -> S | None:
        """The state as this piece of work sees it, or None if there is no such document."""
        return (await self._document(kind, id_)).state

    async def save(self, kind: Kind[S], id_: str, state: S, *announce: Message) -> None:
        """Keep a new state, and the messages that tell of it."""
        document = (await self._document(kind, id_)).with_state(state)
        self._keep(self._announced(document, announce))

    async def run(
        self, kind: Kind[S], id_: str, command: Command | str, decide: Callable[[S | None], Decision[S]]
    ) -> Answer:
        """Decide a command once: a repeat (same id) gets the first answer and changes nothing."""
        command = Command(command) if isinstance(command, str) else command
        document = await self._document(kind, id_)
        if kept := document.answer_to(command):
            return kept
        decision = decide(document.state)
        if isinstance(decision, Changed):
            document = self._announced(document.with_state(decision.state), decision.announce)
            answer = Answer(
                command.id, document.subject, document.seq, body=dict(decision.answer), asked=command.asked
            )
        else:
            answer = Answer(
                command.id,
                document.subject,
                document.seq,
                decision.code,
                decision.because,
                asked=command.asked,
            )
            if document.state is None:
                return answer
            document = self._announced(document, decision.announce)
        self._keep(document.with_answer(answer))
        return answer

    async def prefetch(self, wanted: Iterable[tuple[Kind[Any], str]]) -> None:
        """Load many documents with one query per kind."""
        missing: dict[str, tuple[Kind[Any], set[str]]] = {}
        for kind, id_ in wanted:
            if (kind.name, id_) not in self._documents:
                missing.setdefault(kind.name, (kind, set()))[1].add(id_)
        for kind, ids in missing.values():
            found = await self._reads.get(kind, ids)
            for id_ in ids:
                self._keep(found.get(id_) or Document(kind, id_))

    def mark(self) -> dict[tuple[str, str], Document[Any]]:
        """What to come back to when a handler gives up halfway."""
        return dict(self._documents)

    def back_to(self, mark: dict[tuple[str, str], Document[Any]]) -> None:
        self._documents = mark

    def touched(self) -> list[Document[Any]]:
        return [document for document in self._documents.values() if document.touched]

    async def _document(self, kind: Kind[S], id_: str) -> Document[S]:
        if (kind.name, id_) not in self._documents:
            await self.prefetch([(kind, id_)])
        return self._documents[kind.name, id_]

    def _keep(self, document: Document[Any]) -> None:
        self._documents[document.kind.name, document.id] = document

    def _announced(self, document: Document[S], messages: Iterable[Message]) -> Document[S]:
        for message in messages:
            document = document.announcing(self._unsent(document, message))
        return document

    def _unsent(self, document: Document[Any], message: Message) -> Unsent:
        owned = message.topic == document.kind.topic
        n = document.said + 1
        envelope = Envelope(
            id=new_id(),
            type=message.type,
            version=message.version,
            source=self._source,
            subject=document.subject,
            seq=document.seq + 1 if owned else n,
            tenant=document.id.partition(":")[0],
            time=self.now,
            causation=self.causation,
            traceparent=current_traceparent(),
        )
        headers = tuple(envelope.headers())
        return Unsent(
            n, envelope.id, envelope.seq, message.topic_name(), document.id, headers, message.body(), owned
        )
