"""A store and a bus in memory: the same conflicts, the same order, the same bytes, no waiting."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from chassis.documents import ANSWERS_KEPT, Document, Kind, Parked, Position, Record, Unsent
from chassis.errors import ConflictError

S = TypeVar("S")
PARTITIONS = 3


class MemoryStore:
    """chassis.store.Store in memory. States go through the same dump and load as in the database."""

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str], Document[Any]] = {}
        self.unsent: dict[tuple[str, str], list[Unsent]] = {}
        self.said: dict[tuple[str, str], list[Unsent]] = {}
        self.positions: dict[str, Position] = {}
        self.waiting_records: dict[tuple[str, int], Parked] = {}
        self._transactions = 0

    async def get(self, kind: Kind[S], ids: Collection[str]) -> dict[str, Document[S]]:
        return {id_: self.documents[kind.name, id_] for id_ in ids if (kind.name, id_) in self.documents}

    async def put(self, document: Document[Any]) -> None:
        self._check(document)
        self._keep(document)

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[MemoryBatch]:
        yield MemoryBatch(self, dict(self.positions))

    async def waiting(self, limit: int, skip: int = 0) -> list[Parked]:
        return sorted(self.waiting_records.values(), key=lambda p: p.since)[skip : skip + limit]

    async def waiting_for(self, ids: Collection[str], limit: int) -> list[str]:
        called = [p.subject for p in self.waiting_records.values() if p.waiting_for.partition(":")[2] in ids]
        return sorted(set(called[:limit]))

    async def announced(self, kind: Kind[Any], id_: str) -> list[Unsent]:
        return list(self.said.get((kind.name, id_), ()))

    def all(self, kind: Kind[S]) -> dict[str, S]:
        """Every state of one kind, for a test to look at."""
        return {
            id_: document.state
            for (name, id_), document in self.documents.items()
            if name == kind.name and document.state is not None
        }

    def take_unsent(self) -> Iterator[Unsent]:
        """What the relay would send now, tails in order."""
        tails, self.unsent = self.unsent, {}
        for tail in tails.values():
            yield from tail

    def _check(self, document: Document[Any]) -> None:
        held = self.documents.get((document.kind.name, document.id))
        if (held.version if held else 0) != document.version:
            raise ConflictError(f"{document.kind.name} was changed by somebody else")

    def _keep(self, document: Document[Any]) -> None:
        at = (document.kind.name, document.id)
        if document.unsent:
            for kept in (self.unsent, self.said):
                kept.setdefault(at, []).extend(document.unsent)
        answers = (*document.answers, *document.new_answers)[-ANSWERS_KEPT:]
        state = document.kind.load(document.kind.dump(document.state))
        self.documents[at] = replace(
            document,
            state=state,
            version=document.version + 1,
            answers=answers,
            new_answers=(),
            unsent=(),
            touched=False,
        )


class MemoryBatch:
    """One transaction over a MemoryStore: all checks first, then all writes."""

    def __init__(self, store: MemoryStore, snapshot: dict[str, Position]) -> None:
        self._store = store
        self._snapshot = snapshot

    async def get(self, kind: Kind[S], ids: Collection[str]) -> dict[str, Document[S]]:
        return await self._store.get(kind, ids)

    async def positions(self, subjects: Collection[str]) -> dict[str, Position]:
        return {subject: self._snapshot[subject] for subject in subjects if subject in self._snapshot}

    async def parked(self, subjects: Collection[str]) -> list[Parked]:
        return [parked for parked in self._store.waiting_records.values() if parked.subject in subjects]

    async def write(
        self, documents: Sequence[Document[Any]], positions: Sequence[Position], park: Sequence[Parked],
        unpark: Sequence[tuple[str, int]],
    ) -> None:  # fmt: skip
        for document in documents:
            self._store._check(document)  # noqa: SLF001 - two halves of one double
        for position in positions:
            if self._store.positions.get(position.subject) != self._snapshot.get(position.subject):
                raise ConflictError("the position moved")
        for document in documents:
            self._store._keep(document)  # noqa: SLF001
        self._store.positions.update({position.subject: position for position in positions})
        for parked in park:
            first = self._store.waiting_records.setdefault((parked.subject, parked.seq), parked)
            again = replace(first, waiting_for=parked.waiting_for)
            self._store.waiting_records[parked.subject, parked.seq] = again
        for at in unpark:
            self._store.waiting_records.pop(at, None)


class RecordingBus:
    """A bus in memory: keeps every record by topic and partition, as Kafka would place it."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def publish(self, messages: Sequence[Unsent]) -> list[Record]:
        """Append messages; returns the records a consumer would see."""
        new = []
        for message in messages:
            partition = zlib.crc32(message.key.encode()) % PARTITIONS
            offset = sum(1 for r in self.records if (r.topic, r.partition) == (message.topic, partition))
            record = Record(
                message.topic, partition, offset, message.key.encode(), message.body, tuple(message.headers)
            )
            self.records.append(record)
            new.append(record)
        return new

    def on(self, topic: str) -> list[Record]:
        return [record for record in self.records if record.topic == topic]
