"""Files beside the documents: written and read in pieces, so that none is ever whole in memory (GridFS)."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Mapping
from contextlib import suppress
from typing import Any, Protocol

from chassis.ids import new_id
from chassis.mongo import Mongo, NoBytes, translated

PIECE = 2**20  # bytes of one document in the database, and of what is in memory


class Files(Protocol):
    """Bytes by an id that is given when they are kept; what is kept is never changed."""

    async def keep(self, pieces: AsyncIterable[bytes], **facts: Any) -> str:  # noqa: ANN401 - plain values
        """The id of the bytes. If `pieces` fails, nothing stays."""
        ...

    def read(self, id_: str) -> AsyncIterator[bytes]: ...

    async def mark(self, id_: str, facts: Mapping[str, Any]) -> None:
        """Change what is known of the bytes."""
        ...

    async def drop(self, id_: str) -> None:
        """The bytes are gone; so they are if they were not there."""
        ...


class GridFiles:
    """Files in the database itself: in its backups, under its majority, with its rights."""

    def __init__(self, mongo: Mongo, name: str) -> None:
        self._mongo = mongo
        self._name = name

    async def keep(self, pieces: AsyncIterable[bytes], **facts: Any) -> str:  # noqa: ANN401
        id_ = new_id()
        with translated():
            bucket = self._mongo.bucket(self._name, PIECE)
            into = bucket.open_upload_stream_with_id(id_, id_, metadata=facts)
            try:
                async for piece in pieces:
                    await into.write(piece)
                await into.close()
            except BaseException:
                await into.abort()
                raise
        return id_

    async def read(self, id_: str) -> AsyncIterator[bytes]:
        with translated():
            out = await self._mongo.bucket(self._name, PIECE).open_download_stream(id_)
            while piece := await out.readchunk():
                yield bytes(piece)

    async def mark(self, id_: str, facts: Mapping[str, Any]) -> None:
        change = {"$set": {f"metadata.{name}": value for name, value in facts.items()}}
        await self._mongo.update_one(f"{self._name}.files", {"_id": id_}, change)

    async def drop(self, id_: str) -> None:
        with translated(), suppress(NoBytes):
            await self._mongo.bucket(self._name, PIECE).delete(id_)
