"""What the chassis asks of a database; `MongoStore` answers in production, `MemoryStore` in tests, under the same rules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeVar

from chassis.documents import Document, Kind, Parked, Position, Unsent

S = TypeVar("S")


class Batch(Protocol):
    """One transaction: everything read is one snapshot, everything written is written together or not at all."""

    async def get(self, kind: Kind[S], ids: Collection[str]) -> dict[str, Document[S]]: ...

    async def positions(self, subjects: Collection[str]) -> dict[str, Position]: ...

    async def parked(self, subjects: Collection[str]) -> list[Parked]: ...

    async def write(
        self,
        documents: Sequence[Document[Any]],
        positions: Sequence[Position],
        park: Sequence[Parked],
        unpark: Sequence[tuple[str, int]],
    ) -> None: ...


class Store(Protocol):
    """Documents of one service. `put` and `batch` raise ConflictError when somebody else was first, TransientError
    when the database is away; after either nothing is written and the caller may decide again."""

    async def get(self, kind: Kind[S], ids: Collection[str]) -> dict[str, Document[S]]: ...

    async def put(self, document: Document[Any]) -> None: ...

    def batch(self) -> AbstractAsyncContextManager[Batch]: ...

    async def waiting(self, limit: int, skip: int = 0) -> list[Parked]:
        """Parked records, oldest first."""
        ...

    async def waiting_for(self, ids: Collection[str], limit: int) -> list[str]:
        """Subjects of parked records that wait for a fact about one of these documents."""
        ...

    async def announced(self, kind: Kind[Any], id_: str) -> list[Unsent]:
        """All that one document has announced, sent or not, by their numbers. `n` is not kept of what was sent."""
        ...
