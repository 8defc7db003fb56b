"""What a file is, by its first bytes; the list of kinds is data (kinds.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from services.intake.attachments.hostile import NotTakenError

HEAD = 64 * 2**10  # bytes that are looked at; all of a shorter file
_SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<(!doctype\s+html|html|head|body|script|iframe|svg|\?xml|\?php)[\s>/]?", re.IGNORECASE
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13})


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken. `shape` tells how the whole of it is inspected."""

    name: str
    media_type: str
    ending: str
    shape: str
    starts: tuple[tuple[int, bytes], ...]
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Unwanted:
    code: str
    because: str
    starts: tuple[tuple[int, bytes], ...]


@dataclass(frozen=True, slots=True)
class Kinds:
    taken: tuple[FileKind, ...]
    unwanted: tuple[Unwanted, ...]

    def of(self, head: bytes) -> FileKind:
        """Raises NotTakenError for what is empty, known as dangerous, or not known at all. Of office files, which all
        begin alike, the first: which one it is only its members tell."""
        if not head:
            raise NotTakenError("EMPTY")
        for kind in self.taken:
            if _begins(head, kind.starts):
                return kind
        for bad in self.unwanted:
            if _begins(head, bad.starts):
                raise NotTakenError(bad.code, bad.because)
        if _mpeg_frame(head):
            return self.by_media_type("audio/mpeg")
        if _MARKUP.search(head[:4096]):
            raise NotTakenError("SVG" if _SVG.search(head) else "HTML")
        if not has_controls(head):
            return self.by_media_type("text/plain")
        raise NotTakenError("UNKNOWN_TYPE", guess=_guess(head))

    def by_media_type(self, media_type: str) -> FileKind:
        return next(kind for kind in self.taken if kind.media_type == media_type)


@cache
def kinds() -> Kinds:
    """The list of kinds.toml."""
    told = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
    return Kinds(
        tuple(FileKind(**{**row, "starts": _signs(row)}) for row in told["taken"]),
        tuple(Unwanted(**{**row, "starts": _signs(row)}) for row in told["refused"]),
    )


def has_controls(piece: bytes) -> bool:
    """Signs that no text has."""
    return len(piece.translate(None, _CONTROLS)) != len(piece)


def _signs(row: dict[str, Any]) -> tuple[tuple[int, bytes], ...]:
    return tuple(
        (sign.get("at", 0), bytes.fromhex(sign["hex"]) if "hex" in sign else sign["text"].encode())
        for sign in row["starts"]
    )


def _begins(head: bytes, starts: tuple[tuple[int, bytes], ...]) -> bool:
    return any(head.startswith(sign, at) for at, sign in starts)


def _mpeg_frame(head: bytes) -> bool:
    """An MP3 without a title begins with a frame: eleven ones, layer III, and a rate that exists."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return rate not in (0, 15) and sampling != 3


def _guess(head: bytes) -> str:
    """What it looks like to a library that knows many kinds, to be told and never to be trusted."""
    import puremagic

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    ending = next((match.extension for match in found if match.extension), "")
    return f"（看起来像 {ending} 文件）" if ending else ""
