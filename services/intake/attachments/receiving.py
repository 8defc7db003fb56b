"""Taking a file: counted and hashed as it comes, looked at whole on the disk, and only then kept in the database.

Never more than a piece of it is in memory; a file too large is cut off at the bound, however long its sender goes on.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from chassis.commands import Commands
from chassis.decisions import Changed, Decision
from chassis.documents import Answer, Command
from chassis.files import PIECE
from chassis.ids import derived
from chassis.personal import Safe
from services.intake.attachments.attachment import Attachment, Bytes, Scan
from services.intake.attachments.hostile import NotTakenError
from services.intake.attachments.inspecting import Bounds, inspect
from services.intake.attachments.kinds import FileKind, kinds
from services.intake.attachments.pictures import without_traces
from services.intake.attachments.scanning import Scanner
from services.intake.attachments.shelf import ATTACHMENTS, Shelf

NAME = "file_name"  # the sealed field
LONGEST_NAME = 120
# Paths, controls, and the signs that turn the reading direction round ("exe.jpg" that is read "gpj.exe").
_TRICKS = re.compile(r"[\\/\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]|^\.+$")


@dataclass(frozen=True)
class Receiving:
    """`largest`: bytes of one file. Files are opened one after the other: each may need a picture's worth of memory."""

    county: str
    shelf: Shelf
    commands: Commands
    safe: Safe
    scanner: Scanner
    bounds: Bounds
    largest: int
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def receive(
        self, pieces: AsyncIterable[bytes], name_of: Callable[[], str], holder: str, key: str, now: datetime
    ) -> Answer:
        """Keep one file; the same key is answered like the first time. Raises NotTakenError, with nothing kept."""
        with tempfile.TemporaryFile() as whole, tempfile.TemporaryFile() as copy:
            sha256, size = await self._spool(pieces, whole)
            name = checked_name(name_of())
            async with self._opening:
                kind, shared = await asyncio.to_thread(self._look_at, whole, copy)
            scan = await self.scanner.look_at(_read(whole))
            id_ = f"{self.county}:{derived('attachment', holder, key)}"
            original = await self._keep(id_, whole, sha256, size)
            apart = await self._keep(id_, copy, *shared) if shared else original
        wrapped = self.safe.new_key()
        sealed = self.safe.seal(id_, wrapped, NAME, name) if name else None
        taken = Attachment(
            self.county,
            holder,
            kind.media_type,
            original,
            apart,
            now,
            wrapped if sealed else None,
            sealed,
            scan,
        )
        answer = await self.commands.run(ATTACHMENTS, id_, Command(id_, sha256), lambda _: _taken(id_, taken))
        if answer.repeated or answer.refusal:
            await self._drop(taken)  # it is there already, or the key belongs to another file
        if scan is Scan.INFECTED:
            raise NotTakenError("VIRUS")
        return answer

    async def _spool(self, pieces: AsyncIterable[bytes], whole: BinaryIO) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        async for piece in pieces:
            size += len(piece)
            if size > self.largest:
                raise NotTakenError("TOO_LARGE", limit=self.largest // 2**20)
            digest.update(piece)
            whole.write(piece)
            if size - len(piece) < PIECE <= size:  # what is plainly unwanted is not listened to any longer
                whole.seek(0)
                kinds().of(whole.read(PIECE))
                whole.seek(0, 2)
        return digest.hexdigest(), size

    def _look_at(self, whole: BinaryIO, copy: BinaryIO) -> tuple[FileKind, tuple[str, int] | None]:
        """The kind, and of a picture the fingerprint and size of the copy that may leave the office."""
        kind = inspect(whole, kinds(), self.bounds)
        if kind.shape != "picture":
            return kind, None
        without_traces(whole, copy, self.bounds.pixels)
        copy.seek(0)
        digest = hashlib.sha256()
        while piece := copy.read(PIECE):
            digest.update(piece)
        return kind, (digest.hexdigest(), copy.tell())

    async def _keep(self, id_: str, file: BinaryIO, sha256: str, size: int) -> Bytes:
        kept = await self.shelf.files.keep(_read(file), attachment_id=id_, claimed=False)
        return Bytes(kept, sha256, size)

    async def _drop(self, taken: Attachment) -> None:
        for id_ in taken.ids:
            await self.shelf.files.drop(id_)


def checked_name(given: str) -> str:
    """The name by which the file is shown to people; raises NotTakenError for one that pretends."""
    name = given.strip()
    if _TRICKS.search(name):
        raise NotTakenError("NAME_WITH_PATH")
    return name[:LONGEST_NAME]


def _taken(id_: str, taken: Attachment) -> Decision[Attachment]:
    told = {
        "attachment_id": id_, "sha256": taken.original.sha256, "media_type": taken.media_type,
        "size": taken.original.size, "scan": taken.scan.value,
    }  # fmt: skip
    return Changed(taken, (), told)


async def _read(file: BinaryIO) -> AsyncIterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece
