"""Where attachments stand: one document each, the bytes beside them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chassis.documents import Document, Kind
from chassis.files import Files, GridFiles
from chassis.ids import new_id
from chassis.mongo import Delete, Index, Mongo
from chassis.mongo_store import MongoStore
from services.intake.attachments.attachment import Attachment, Opening, Scan

ATTACHMENTS: Kind[Attachment] = Kind(
    "attachments", Attachment, kept=True,
    indexes=(("holder",), ("owner",), ("shared.sha256",), ("original.sha256",), ("scan", "taken_at")),
)  # fmt: skip
OPENINGS: Kind[Opening] = Kind("attachment_openings", Opening, kept=True, indexes=(("attachment_id", "-at"),))
BYTES = "attachment_bytes"
AT_ONCE = 200  # documents of one round of a job


class Shelf(Protocol):
    """What is asked of the attachments that stand there. `files` holds the bytes."""

    @property
    def files(self) -> Files: ...

    async def get(self, ids: tuple[str, ...]) -> dict[str, Attachment]: ...

    async def by_hash(self, sha256: str) -> dict[str, Attachment]: ...

    async def of_holder(self, holder: str) -> list[Attachment]:
        """What somebody has sent and not used yet."""
        ...

    async def note(self, opening: Opening) -> None: ...

    async def unowned(self, before: datetime) -> dict[str, Attachment]: ...

    async def unscanned(self) -> dict[str, Attachment]: ...

    async def stray_bytes(self, before: datetime) -> list[tuple[str, str]]:
        """(id of the bytes, id of the attachment) of bytes nobody has claimed."""
        ...

    async def forget(self, attachment_id: str) -> bool:
        """Take away what nobody owns; False if somebody was quicker and owns it now."""
        ...


class MongoShelf:
    """See Shelf."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._store = MongoStore(mongo)
        self.files: Files = GridFiles(mongo, BYTES)

    async def get(self, ids: tuple[str, ...]) -> dict[str, Attachment]:
        found = await self._store.get(ATTACHMENTS, ids)
        return {id_: document.state for id_, document in found.items() if document.state}

    async def by_hash(self, sha256: str) -> dict[str, Attachment]:
        either = [{"state.shared.sha256": sha256}, {"state.original.sha256": sha256}]
        return await self._find({"$or": either})

    async def of_holder(self, holder: str) -> list[Attachment]:
        return list((await self._find({"state.holder": holder, "state.owner": None})).values())

    async def note(self, opening: Opening) -> None:
        await self._store.put(Document(OPENINGS, new_id()).with_state(opening))

    async def unowned(self, before: datetime) -> dict[str, Attachment]:
        return await self._find({"state.owner": None, "state.taken_at": {"$lt": before}})

    async def unscanned(self) -> dict[str, Attachment]:
        return await self._find({"state.scan": Scan.UNSCANNED.value})

    async def stray_bytes(self, before: datetime) -> list[tuple[str, str]]:
        await self._mongo.index(f"{BYTES}.files", [Index([("metadata.claimed", 1), ("uploadDate", 1)])])
        where = {"metadata.claimed": False, "uploadDate": {"$lt": before}}
        rows = await self._mongo.find(f"{BYTES}.files", where, limit=AT_ONCE)
        return [(row["_id"], row["metadata"]["attachment_id"]) for row in rows]

    async def forget(self, attachment_id: str) -> bool:
        await self._mongo.bulk(ATTACHMENTS.name, [Delete({"_id": attachment_id, "state.owner": None})])
        return attachment_id not in await self.get((attachment_id,))

    async def _find(self, where: dict[str, object]) -> dict[str, Attachment]:
        rows = await self._mongo.find(ATTACHMENTS.name, where, limit=AT_ONCE)
        return {row["_id"]: ATTACHMENTS.load(row["state"]) for row in rows}
