"""Files beside the documents: written and read in pieces, so that none is ever whole in memory (GridFS)."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from chassis.ids import new_id
from chassis.mongo import DeleteAll, Index, Insert, Mongo

PIECE = 2**20  # bytes of one document in the database, and of what is in memory


class Files(Protocol):
    """Bytes by an id that is given when they are kept; what is kept is never changed."""

    async def keep(self, pieces: AsyncIterable[bytes], **facts: Any) -> str:  # noqa: ANN401 - plain values
        """The id of the bytes. If `pieces` fails, nothing stays."""
        ...

    def read(self, id_: str) -> AsyncIterator[bytes]:
        """Raises LookupError if nothing is kept under that id."""
        ...

    async def mark(self, id_: str, facts: Mapping[str, Any]) -> None:
        """Change what is known of the bytes."""
        ...

    async def drop(self, id_: str) -> None:
        """The bytes are gone; so they are if they were not there."""
        ...


class GridFiles:
    """Files in the database itself: in its backups, under its majority, with its rights; laid out as GridFS is, so that any
    tool reads them. The drivers' own GridFS gathers up to 48 MB of pieces in memory before it writes them (seen), and would
    do so for every upload at once; here each piece is written before the next is asked for."""

    def __init__(self, mongo: Mongo, name: str) -> None:
        self._mongo = mongo
        self._files, self._chunks = f"{name}.files", f"{name}.chunks"
        self._prepared = False

    async def keep(self, pieces: AsyncIterable[bytes], **facts: Any) -> str:  # noqa: ANN401
        await self._prepare()
        id_, n, length = new_id(), 0, 0
        try:
            async for piece in _even(pieces):
                row = {"_id": f"{id_}/{n}", "files_id": id_, "n": n, "data": piece}
                await self._mongo.bulk(self._chunks, [Insert(row)])
                n, length = n + 1, length + len(piece)
            head = {
                "_id": id_, "length": length, "chunkSize": PIECE, "uploadDate": datetime.now(UTC), "filename": id_,
                "metadata": facts,
            }  # fmt: skip
            await self._mongo.bulk(self._files, [Insert(head)])
        except BaseException:
            await self.drop(id_)
            raise
        return id_

    async def read(self, id_: str) -> AsyncIterator[bytes]:
        heads = await self._mongo.find(self._files, {"_id": id_}, limit=1)
        if not heads:
            raise LookupError(id_)
        for n in range(-(-heads[0]["length"] // PIECE)):
            [row] = await self._mongo.find(self._chunks, {"_id": f"{id_}/{n}"}, limit=1)
            yield bytes(row["data"])

    async def mark(self, id_: str, facts: Mapping[str, Any]) -> None:
        change = {"$set": {f"metadata.{name}": value for name, value in facts.items()}}
        await self._mongo.update_one(self._files, {"_id": id_}, change)

    async def drop(self, id_: str) -> None:
        await self._mongo.bulk(self._files, [DeleteAll({"_id": id_})])
        await self._mongo.bulk(self._chunks, [DeleteAll({"files_id": id_})])

    async def _prepare(self) -> None:
        if not self._prepared:
            await self._mongo.index(self._chunks, [Index([("files_id", 1), ("n", 1)], unique=True)])
            self._prepared = True


async def _even(pieces: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in pieces of one size, the last one shorter."""
    waiting = bytearray()
    async for piece in pieces:
        waiting += piece
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)
