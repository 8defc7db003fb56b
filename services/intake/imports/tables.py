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
from services.intake.imports.batch import Fault
from services.intake.imports.reading import TableError, lines
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

    async def portions(self, attachment_id: str) -> AsyncGenerator[tuple[Judged, ...], None]:
        """Every row, judged at this moment; raises TableError, also in the middle."""
        judge = Judge(
            self.door.county,
            self.door.registrar.profile,
            self.door.parts.directory,
            self.door.parts.clock.now(),
        )
        settings = self.door.parts.settings
        with tempfile.SpooledTemporaryFile(ON_DISK) as file:
            await self._spool(attachment_id, file)
            with closing(
                lines(cast("BinaryIO", file), settings.import_rows, settings.import_unpacked)
            ) as read:
                rows = (judge.of(line) for line in read)
                while portion := await asyncio.to_thread(_portion, rows):
                    yield portion

    async def there(self, portion: tuple[Judged, ...]) -> set[str]:
        """The items of a portion that are registered already."""
        ids = [each.item_id for each in portion if isinstance(each, Ready)]
        return set(await self.door.parts.store.get(ITEMS, ids))

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
