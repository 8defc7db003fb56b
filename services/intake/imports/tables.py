"""A table that was uploaded, opened again for every pass over it: its rows judged and in portions, read beside the loop."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import IO, BinaryIO, cast

from services.intake.attachments.desk import Desk
from services.intake.capability import FrontDoor
from services.intake.domain.item import Undo
from services.intake.imports.batch import Fault
from services.intake.imports.columns import ListKind, kind_of
from services.intake.imports.giving_back import given_back
from services.intake.imports.reading import TableError, headings_of, lines
from services.intake.imports.rows import Judge, Ready
from services.intake.store import ITEMS

AT_ONCE = 200  # rows of a portion
ON_DISK = 2**20  # bytes of a table that wait in memory; beyond it, on the disk
Judged = Ready | tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """`desk` holds the files."""

    door: FrontDoor
    desk: Desk

    async def portions(self, attachment_id: str, batch_id: str) -> AsyncGenerator[tuple[Judged, ...], None]:
        """Every row, judged at this moment; raises TableError, also in the middle."""
        judge, settings = self._judge(batch_id), self.door.parts.settings
        with tempfile.SpooledTemporaryFile(ON_DISK) as file:
            await self._spool(attachment_id, file)
            with closing(
                lines(cast("BinaryIO", file), settings.import_rows, settings.import_unpacked)
            ) as read:
                rows = (judge.of(line) for line in read)
                while portion := await asyncio.to_thread(_portion, rows):
                    yield portion

    async def kind(self, attachment_id: str) -> ListKind:
        """Which of the tables it is, by its headings; raises TableError."""
        with tempfile.SpooledTemporaryFile(ON_DISK) as file:
            await self._spool(attachment_id, file)
            held, unpacked = cast("BinaryIO", file), self.door.parts.settings.import_unpacked
            headings = await asyncio.to_thread(headings_of, held, unpacked)
        return kind_of([heading.removesuffix("*") for heading in headings])

    async def given_back(self, attachment_id: str, batch_id: str) -> bytes:
        """The table with its faults in it, as an XLSX; raises TableError."""
        judge, settings = self._judge(batch_id), self.door.parts.settings
        with tempfile.SpooledTemporaryFile(ON_DISK) as file:
            await self._spool(attachment_id, file)
            held = cast("BinaryIO", file)

            def write() -> bytes:
                headings = headings_of(held, settings.import_unpacked)
                with closing(lines(held, settings.import_rows, settings.import_unpacked)) as read:
                    return given_back(headings, ((line, judge.of(line)) for line in read))

            return await asyncio.to_thread(write)

    async def settled(self, portion: tuple[Judged, ...]) -> tuple[tuple[Judged, ...], set[str]]:
        """The portion, and which of its items are registered already. What was undone may come again, as another item."""
        while True:
            ids = [each.item_id for each in portion if isinstance(each, Ready)]
            held = await self.door.parts.store.get(ITEMS, ids)
            undone = {id_ for id_, item in held.items() if item.state and item.state.undo is Undo.UNDONE}
            if not undone:
                return portion, set(held)
            portion = tuple(
                each.again() if isinstance(each, Ready) and each.item_id in undone else each
                for each in portion
            )

    def _judge(self, batch_id: str) -> Judge:
        door, now = self.door, self.door.parts.clock.now()
        return Judge(door.county, door.registrar.profile(now), door.parts.directory, now, batch_id)

    async def _spool(self, attachment_id: str, file: IO[bytes]) -> None:
        held = (await self.desk.shelf.get((attachment_id,))).get(attachment_id)
        if held is None:
            raise gone()
        most = self.door.parts.settings.import_bytes
        if held.original.size > most:
            raise TableError("TABLE_TOO_LARGE", f"表格超过 {most // 2**20} MB。请分成几个文件上传。")
        try:
            async for piece in self.desk.shelf.files.read(held.original.id):
                file.write(piece)
        except LookupError:
            raise gone() from None


def gone() -> TableError:
    """The file was swept away, or was never this caller's."""
    return TableError("NO_FILE", "文件已不在（未导入的一天后清理）。请重新上传。")


def _portion(rows: Iterator[Judged]) -> tuple[Judged, ...]:
    return tuple(islice(rows, AT_ONCE))
