"""OCR as a hook: a program of the centre's own reads each scanned page; its text stands beside the image and never for it.

None by default. The program is given a page as PNG on its standard input and answers with text in UTF-8 on its standard
output (`tesseract - - -l chi_sim` does); whatever it fails at stays unread, and the letter is none the worse for it.
"""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chassis.documents import Kind
from chassis.logs import log
from lianjie_contracts.base import Petitioner, Sealed
from services.intake.letters.pages import picture, read_pages
from services.intake.persons import Persons

READ_AT = 2200  # pixels of the longer side: about 190 dpi on A4
PATIENCE = 30.0  # seconds for one page
LONGEST = 20_000  # characters kept of one page
FIELD = "machine_text"


class Reader(Protocol):
    """Whatever reads a page; `name` is shown beside its text."""

    @property
    def name(self) -> str: ...

    async def read(self, png: bytes) -> str | None:
        """The text of one page; None if it could not be read."""
        ...


@dataclass(frozen=True, slots=True)
class Program:
    """A program on this machine, named by the setting `letter_ocr`; no shell comes between."""

    command: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.command[0]

    async def read(self, png: bytes) -> str | None:
        try:
            process = await asyncio.create_subprocess_exec(
                *self.command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except OSError:
            log.warning("the program that reads letters cannot be started", program=self.name)
            return None
        try:
            out, _ = await asyncio.wait_for(process.communicate(png), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
            return None
        return out.decode(errors="replace")[:LONGEST].strip() if process.returncode == 0 else None


def reader(setting: str) -> Reader | None:
    """The reader that the setting names; none if it is empty."""
    return Program(tuple(shlex.split(setting))) if setting.strip() else None


@dataclass(frozen=True, slots=True)
class MachineText:
    """What a machine read on one page, sealed like the sender; `sha256` is the page's own."""

    sha256: str
    text: Sealed
    reader: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class MachineTexts:
    """Of one letter, in the order of its pages. Not announced: the image is the record, and can be read again."""

    pages: tuple[MachineText, ...] = ()


TEXTS: Kind[MachineTexts] = Kind("letter_texts", MachineTexts, kept=True)


async def read_all(
    by: Reader, pdf: bytes, known: Sequence[str], persons: Persons, sender: Petitioner, now: datetime
) -> tuple[MachineText, ...]:
    """The text of every page of a letter's file that is not read yet; empty if the sender's key was destroyed."""
    wrapped = (await persons.keys([sender])).get(sender.petitioner_id)
    if wrapped is None:
        return ()
    pages = await asyncio.to_thread(read_pages, pdf, 1000)
    read = []
    for page in pages:
        if page.sha256 in known:
            continue
        text = await by.read(await asyncio.to_thread(picture, pdf, page.number, READ_AT))
        if text:
            sealed = persons.seal((sender.petitioner_id, wrapped), FIELD, text)
            read.append(MachineText(page.sha256, sealed, by.name, now))
    return tuple(read)
