"""Files as they really come, hostile ones among them; and a shelf in memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from chassis.documents import Document
from chassis.ids import new_id
from chassis.testing import MemoryStore
from services.intake.attachments.attachment import Attachment, Opening, Scan
from services.intake.attachments.shelf import ATTACHMENTS

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
WHERE = {1: "N", 2: (23.0, 6.0, 40.2), 3: "E", 4: (109.0, 36.0, 12.0)}  # GPS of a front door


def jpeg(width: int = 320, height: int = 200, orientation: int = 6) -> bytes:
    """As a phone makes it: turned, with the place it was taken and the phone's name."""
    picture = Image.new("RGB", (width, height), (120, 90, 60))
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = orientation, "TelephoneOfSomebody"
    exif.get_ifd(0x8825).update(WHERE)
    into = io.BytesIO()
    picture.save(into, "JPEG", exif=exif)
    return into.getvalue()


def png(width: int = 64, height: int = 48) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (width, height), (10, 20, 30)).save(into, "PNG")
    return into.getvalue()


def wide_png(width: int, height: int) -> bytes:
    """A head that promises so many pixels, in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 64))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


def pdf(script: str = "") -> bytes:
    """One empty page, written by hand; with a script if asked."""
    names = (
        f"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS ({script}) >>] >> >>" if script else ""
    )
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {names} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj {body} endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 4\n0000000000 65535 f \n{table}trailer << /Size 4 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()


def locked_pdf() -> bytes:
    """The same page behind a password: a standard security handler that the empty password does not open."""
    lock = f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -44 >>"
    ids = f"/ID [<{'43' * 16}> <{'43' * 16}>]"
    return pdf().replace(b"/Root 1 0 R", f"/Root 1 0 R /Encrypt {lock} {ids}".encode())


def office(holds: str = "word/document.xml", *members: tuple[str, bytes]) -> bytes:
    """A docx or xlsx of the fewest parts, and what else is put into it."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in (("[Content_Types].xml", b"<Types/>"), (holds, b"<document/>"), *members):
            packed.writestr(name, body)
    return into.getvalue()


def docx(name: str, body: bytes) -> bytes:
    """A Word file with one more member."""
    return office("word/document.xml", (name, body))


def lying_bomb() -> bytes:
    """Its list says that a member is small; what comes out of it is not."""
    real, small = struct.pack("<I", 2**22), struct.pack("<I", 100)
    return docx("word/media/a.bin", b"\0" * 2**22).replace(real, small)


class MemoryFiles:
    """chassis.files.Files in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.facts: dict[str, dict[str, Any]] = {}

    async def keep(self, pieces: AsyncIterable[bytes], **facts: Any) -> str:
        id_, whole = new_id(), b""
        async for piece in pieces:
            whole += piece
        self.kept[id_], self.facts[id_] = whole, facts
        return id_

    async def read(self, id_: str) -> AsyncIterator[bytes]:
        yield self.kept[id_]

    async def mark(self, id_: str, facts: Mapping[str, Any]) -> None:
        self.facts[id_].update(facts)

    async def drop(self, id_: str) -> None:
        self.kept.pop(id_, None)
        self.facts.pop(id_, None)


class MemoryShelf:
    """services.intake.attachments.shelf.Shelf over a store in memory."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.files = MemoryFiles()
        self.openings: list[Opening] = []

    def all(self) -> dict[str, Attachment]:
        return self.store.all(ATTACHMENTS)

    async def get(self, ids: tuple[str, ...]) -> dict[str, Attachment]:
        return {id_: kept for id_, kept in self.all().items() if id_ in ids}

    async def by_hash(self, sha256: str) -> dict[str, Attachment]:
        return {i: a for i, a in self.all().items() if sha256 in (a.shared.sha256, a.original.sha256)}

    async def of_holder(self, holder: str) -> list[Attachment]:
        return [a for a in self.all().values() if a.holder == holder and a.owner is None]

    async def note(self, opening: Opening) -> None:
        self.openings.append(opening)

    async def unowned(self, before: datetime) -> dict[str, Attachment]:
        return {i: a for i, a in self.all().items() if a.owner is None and a.taken_at < before}

    async def unscanned(self) -> dict[str, Attachment]:
        return {i: a for i, a in self.all().items() if a.scan is Scan.UNSCANNED}

    async def stray_bytes(self, before: datetime) -> list[tuple[str, str]]:
        return [(i, f["attachment_id"]) for i, f in self.files.facts.items() if not f["claimed"]]

    async def forget(self, attachment_id: str) -> bool:
        held: Document[Attachment] = self.store.documents[ATTACHMENTS.name, attachment_id]
        if held.state and held.state.owner:
            return False
        del self.store.documents[ATTACHMENTS.name, attachment_id]
        return True


async def in_pieces(whole: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    for at in range(0, len(whole), size):
        yield whole[at : at + size]
