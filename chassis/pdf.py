"""Pages of text as a PDF, reproducible to the byte: black lines of Chinese, with the signs they use embedded and searchable."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chassis.typeface import Part, Typeface

A4 = (595, 842)
MARGIN = 56
NEVER_FIRST = frozenset("，。、；：？！）》”’〕】…%,.;:?!)")
NEVER_LAST = frozenset("（《“‘〔【(")
_TOGETHER = re.compile(r"[A-Za-z0-9@._/+-]+|.", re.DOTALL)
_HEAVY = 0.03  # of its size: how thick a bold sign's outline is drawn


@dataclass(frozen=True, slots=True)
class Said:
    """Words at a place, in points from the upper left corner."""

    x: float
    y: float
    words: str
    size: float
    bold: bool = False


@dataclass
class Page:
    """What stands where; lines as PDF draws them."""

    face: Typeface
    said: list[Said] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 10.5, *, bold: bool = False) -> None:
        self.said.append(Said(x, y, words, size, bold))

    def centred(
        self, y: float, words: str, size: float, *, bold: bool = False, middle: float = A4[0] / 2
    ) -> None:
        self.text(middle - self.face.width(words, size) / 2, y, words, size, bold=bold)

    def rule(self, y: float, thick: float = 0.5) -> None:
        self.drawn.append(f"{thick} w {MARGIN} {A4[1] - y:.1f} m {A4[0] - MARGIN} {A4[1] - y:.1f} l S")

    def dashed_box(self, x: float, y: float, wide: float, high: float) -> None:
        """`y` is its upper edge."""
        self.drawn.append(
            f"q 0.5 w 0.55 G [3 3] 0 d {x:.1f} {A4[1] - y - high:.1f} {wide:.1f} {high:.1f} re S Q"
        )


def wrapped(words: str, size: float, most: float, face: Typeface, first: float = 0) -> list[str]:
    """The words in lines no wider than `most`, the first one shorter by `first`.

    Breaks anywhere, as Chinese does, but in no number, before no closing and after no opening mark; a closing mark may
    stand beyond the edge.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(words, size, most, face):
        room = most - (0 if lines else first)
        if line and piece not in NEVER_FIRST and face.width(line + piece, size) > room:
            opening = re.search(r"[（《“‘〔【(]*$", line)
            held = line[opening.start() :] if opening and opening.start() else ""
            lines.append(line[: len(line) - len(held)])
            line = held
        line += piece
    return [*lines, line] if line or not lines else lines


def _pieces(words: str, size: float, most: float, face: Typeface) -> Iterator[str]:
    """What stays on one line: a sign, or a number; what is wider than any line is parted."""
    for piece in _TOGETHER.findall(words):
        yield from (piece,) if face.width(piece, size) <= most else piece


def document(pages: Sequence[Page], title: str) -> bytes:
    """The whole file; all pages are of one typeface."""
    signs = frozenset(sign for page in pages for said in page.said for sign in said.words)
    part = pages[0].face.part(signs)
    kids = " ".join(f"{8 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /LIANJI+Text /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 7 0 R >>",
        *_embedded(part),
    ]
    for n, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Contents {9 + 2 * n} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(
            _stream("\n".join((*page.drawn, *(_shown(said, part) for said in page.said))).encode())
        )
    objects.append(f"<< /Title <FEFF{title.encode('utf-16-be').hex()}> >>".encode())
    return _file(objects)


def _shown(said: Said, part: Part) -> str:
    glyphs = "".join(f"{part.glyphs.get(sign, 0):04x}" for sign in said.words)
    heavy = f"2 Tr {said.size * _HEAVY:.2f} w" if said.bold else "0 Tr"
    return f"BT /F {said.size} Tf {heavy} {said.x:.1f} {A4[1] - said.y:.1f} Td <{glyphs}> Tj ET"


def _embedded(part: Part) -> Iterator[bytes]:
    """Font, its measures, its program, and which sign each glyph is, so that the text can be searched and copied."""
    kind, key = ("CIDFontType2", "FontFile2") if part.outlines == "glyf" else ("CIDFontType0", "FontFile3")
    same = " /CIDToGIDMap /Identity" if part.outlines == "glyf" else ""
    widths = " ".join(map(str, part.widths))
    yield (
        f"<< /Type /Font /Subtype /{kind} /BaseFont /LIANJI+Text /DW 1000 /W [0 [{widths}]]{same}"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R >>"
    ).encode()
    yield (
        f"<< /Type /FontDescriptor /FontName /LIANJI+Text /Flags 4 /FontBBox [-200 {part.descent} 1200 {part.ascent}]"
        f" /ItalicAngle 0 /Ascent {part.ascent} /Descent {part.descent} /CapHeight {part.ascent} /StemV 90 /{key} 6 0 R >>"
    ).encode()
    yield _stream(
        part.program, " /Subtype /OpenType" if key == "FontFile3" else f" /Length1 {len(part.program)}"
    )
    yield _stream(_signs(part))


def _signs(part: Part) -> bytes:
    rows = [f"<{n:04x}> <{sign.encode('utf-16-be').hex()}>" for sign, n in sorted(part.glyphs.items())]
    blocks = (rows[n : n + 100] for n in range(0, len(rows), 100))
    told = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Signs def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{told}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _stream(octets: bytes, more: str = "") -> bytes:
    packed = zlib.compress(octets, 9)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode{more} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def _file(objects: Iterable[bytes]) -> bytes:
    """Objects numbered from 1, the last one the information, with the table that finds them."""
    body, places = b"%PDF-1.6\n%\xe4\xbf\xa1\xe8\xae\xbf\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (n, each)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R /Info {len(places)} 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + head.encode() + tail.encode()
