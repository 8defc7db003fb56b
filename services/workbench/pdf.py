"""Pages of text as a PDF, reproducible to the byte: black lines of Chinese in a font that every reader brings along.

Nothing is embedded: STSong-Light is one of the standard fonts for Chinese (ISO 32000, 9.7.5), so that a list of a few
pages is a few kilobytes and no font file has to be shipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

A4 = (595, 842)
MARGIN = 56
_GLYPHS = (
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500]"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>"
)
_MEASURES = (
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
)
HALF_WIDTH = 0x2000  # below it, a sign takes half a square


@dataclass
class Page:
    """Where things stand, in points from the upper left corner."""

    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 10.5) -> None:
        glyphs = words.encode("utf-16-be").hex()
        self.drawn.append(f"BT /F {size} Tf {x:.1f} {A4[1] - y:.1f} Td <{glyphs}> Tj ET")

    def centred(self, y: float, words: str, size: float) -> None:
        self.text((A4[0] - width(words, size)) / 2, y, words, size)

    def rule(self, y: float, thick: float = 0.5) -> None:
        self.drawn.append(f"{thick} w {MARGIN} {A4[1] - y:.1f} m {A4[0] - MARGIN} {A4[1] - y:.1f} l S")


def width(words: str, size: float) -> float:
    """In points: a Chinese sign is a square, a Latin one half of it."""
    return sum(size / 2 if ord(sign) < HALF_WIDTH else size for sign in words)


def wrapped(words: str, size: float, most: float) -> list[str]:
    """The words in lines no wider than `most`; breaks anywhere, as Chinese does."""
    lines, line = [], ""
    for sign in words:
        if line and width(line + sign, size) > most:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line] if line or not lines else lines


def document(pages: Sequence[Page], title: str) -> bytes:
    """The whole file."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        _GLYPHS,
        _MEASURES,
    ]
    for n, page in enumerate(pages):
        drawn = "\n".join(page.drawn)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Contents {7 + 2 * n} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    info = f"<< /Title <FEFF{title.encode('utf-16-be').hex()}> >>"
    return _file([*objects, info])


def _file(objects: Iterable[str]) -> bytes:
    """Objects numbered from 1, the last one the information, with the table that finds them."""
    body, places = b"%PDF-1.4\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{n} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R /Info {len(places)} 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + head.encode() + tail.encode()
