"""Is a file only what it says it is: looked at as a whole, from the disk, one after the other. Raises NotTakenError.

Whatever must be opened to be understood is opened here by the library that knows the format, within limits of size and
memory, before anything of it reaches the database or anybody's screen.
"""

from __future__ import annotations

import re
import zipfile
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from services.intake.attachments.hostile import NotTakenError
from services.intake.attachments.kinds import HEAD, FileKind, Kinds, has_controls
from services.intake.pdfium import ONE_AT_A_TIME

PIECE = 64 * 2**10
MOST_MEMBERS = 5000
MOST_RATIO = 200  # of unpacked to packed bytes, from a size that hurts
_SCRIPT = re.compile(rb"<(script|html|iframe|\?php)[\s>/]", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_TRAVELS = re.compile(r"(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be unpacked, and how many pixels a picture may have."""

    unpacked: int = 256 * 2**20  # bytes
    pixels: int = 50_000_000


def inspect(file: BinaryIO, kinds: Kinds, bounds: Bounds) -> FileKind:
    """The kind of a file that is nothing else besides."""
    file.seek(0)
    head = file.read(HEAD)
    kind = kinds.of(head)
    _one_meaning(file, head, kind)
    by_shape: dict[str, Callable[[], FileKind]] = {
        "office": lambda: _office(file, kinds, bounds),
        "pdf": lambda: _pdf(file, kind),
        "picture": lambda: _picture(file, kind, bounds),
        "text": lambda: _text(file, kind),
    }
    return by_shape.get(kind.shape, lambda: kind)()


def _one_meaning(file: BinaryIO, head: bytes, kind: FileKind) -> None:
    """A file that two programs read in two ways is made to deceive."""
    if kind.shape != "pdf" and b"%PDF-" in head[:1024]:
        raise NotTakenError("POLYGLOT", first=kind.name, second=" PDF")
    if kind.shape != "office" and zipfile.is_zipfile(file):
        raise NotTakenError("POLYGLOT", first=kind.name, second="压缩包")
    whole = kind.shape in ("picture", "sound")
    if whole and any(_SCRIPT.search(piece) for piece in _pieces(file)):
        raise NotTakenError("POLYGLOT", first=kind.name, second="网页")
    if kind.shape == "pdf" and _SCRIPT.search(head[:1024]):
        raise NotTakenError("POLYGLOT", first=kind.name, second="网页")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """The whole file; each piece begins with the end of the one before, so that no word is cut in two."""
    file.seek(0)
    before = b""
    while piece := file.read(PIECE):
        yield before + piece
        before = piece[-16:]


def _office(file: BinaryIO, kinds: Kinds, bounds: Bounds) -> FileKind:
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
            _sound_members(members, file, bounds)
            _unpack(packed, members, bounds)
            names = {member.filename for member in members}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise NotTakenError("OFFICE_BROKEN") from None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotTakenError("MACROS")
    for kind in kinds.taken:
        if kind.holds and kind.holds in names and "[Content_Types].xml" in names:
            return kind
    raise NotTakenError("ARCHIVE")


def _sound_members(members: list[zipfile.ZipInfo], file: BinaryIO, bounds: Bounds) -> None:
    """What the list of contents says of itself, before anything is unpacked."""
    if any(member.flag_bits & 1 for member in members):
        raise NotTakenError("OFFICE_LOCKED")
    if any(_TRAVELS.search(member.filename) for member in members):
        raise NotTakenError("PATH_INSIDE")
    size = file.seek(0, 2)
    packed, unpacked = (
        sum(m.compress_size for m in members),
        sum(m.file_size for m in members),
    )
    over = unpacked > bounds.unpacked or (unpacked > 2**24 and unpacked > MOST_RATIO * size)
    if (
        len(members) > MOST_MEMBERS or packed > size or over
    ):  # more packed than there is: members that overlap
        raise NotTakenError("ZIP_BOMB")


def _unpack(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo], bounds: Bounds) -> None:
    """The list may lie: so it is unpacked, into nothing, as far as the bound; zipfile compares size and checksum."""
    seen = 0
    for member in members:
        with packed.open(member) as unpacked:
            before = b""
            while piece := unpacked.read(PIECE):
                seen += len(piece)
                grows = member.filename.endswith((".xml", ".rels")) and _ENTITY.search(before + piece)
                if seen > bounds.unpacked or grows:
                    raise NotTakenError("ZIP_BOMB")
                before = piece[-16:]


def _pdf(file: BinaryIO, kind: FileKind) -> FileKind:
    file.seek(0)
    with ONE_AT_A_TIME:
        return _pdf_alone(file, kind)


def _pdf_alone(file: BinaryIO, kind: FileKind) -> FileKind:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as wrong:
        locked = getattr(wrong, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise NotTakenError("PDF_LOCKED" if locked else "PDF_BROKEN") from None
    try:
        if not len(document):
            raise NotTakenError("PDF_BROKEN")
        document[0].close()
        if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            raise NotTakenError("PDF_SCRIPT")
    except pypdfium2.PdfiumError:
        raise NotTakenError("PDF_BROKEN") from None
    finally:
        document.close()
    return kind


def _picture(file: BinaryIO, kind: FileKind, bounds: Bounds) -> FileKind:
    """Its size by its head only; whether the rest is sound is seen when the copy without traces is made."""
    from services.intake.attachments.pictures import opened

    with opened(file, bounds.pixels):
        return kind


def _text(file: BinaryIO, kind: FileKind) -> FileKind:
    """Text in one of the two encodings in use, to its end."""
    if any(_SCRIPT.search(piece) for piece in _pieces(file)):
        raise NotTakenError("HTML")
    file.seek(0)
    decoders = {name: getincrementaldecoder(name)() for name in ("utf-8-sig", "gb18030")}
    while piece := file.read(PIECE):
        if has_controls(piece):
            raise NotTakenError("UNKNOWN_TYPE", guess="")
        for name in list(decoders):
            try:
                decoders[name].decode(piece)
            except UnicodeDecodeError:
                del decoders[name]
        if not decoders:
            raise NotTakenError("UNKNOWN_TYPE", guess="")
    return kind
