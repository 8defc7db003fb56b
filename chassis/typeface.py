"""The Chinese typeface of printed papers: how wide its signs are, and the part of it that a PDF carries along.

Delivered: WenQuanYi Micro Hei, a TrueType font of all signs of GBK and more, as a package of its own, so that a fresh machine has
it and every machine makes the same bytes. An office that owns 仿宋 (GB/T 9704) names its file in LIANJIE_PDF_FONT.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chassis.errors import SettingsError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

DELIVERED = ("paperang_p2_fonts_cjk", "fonts/wqy-microhei.ttc")
_NOT_NEEDED = ("BASE", "DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "VORG", "gasp", "kern", "vhea", "vmtx")
logging.getLogger("fontTools").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Part:
    """What one file needs of a typeface: its program, and of each sign the number and the width in thousandths of its size."""

    program: bytes
    outlines: str  # glyf or CFF
    glyphs: Mapping[str, int]
    widths: tuple[int, ...]
    ascent: int
    descent: int


class Typeface:
    """One font file, the first face of a collection. Raises SettingsError for a file that is none."""

    def __init__(self, path: Path) -> None:
        from fontTools.ttLib import (  # a paper is printed now and then, a service starts often
            TTFont,
            TTLibError,
        )

        try:
            self._octets = path.read_bytes()
            self._font = TTFont(BytesIO(self._octets), fontNumber=0, lazy=True)
        except (OSError, TTLibError) as error:
            raise SettingsError(f"LIANJIE_PDF_FONT: {path} is no font that can be read") from error
        self._named: Mapping[int, str] = self._font.getBestCmap()
        self._per_em: int = self._font["head"].unitsPerEm

    def width(self, words: str, size: float) -> float:
        """In points. What the typeface does not have is an empty box, as wide as a sign."""
        advances = self._font["hmtx"]
        units = sum(advances[self._named.get(ord(sign), ".notdef")][0] for sign in words)
        return float(units) * size / self._per_em

    def part(self, signs: frozenset[str]) -> Part:
        """The same bytes for the same signs, in whatever order they were met."""
        font = self._cut(signs)
        named, thousand = font.getBestCmap() or {}, 1000 / self._per_em
        order = font.getGlyphOrder()
        numbers = {name: n for n, name in enumerate(order)}
        program = BytesIO()
        font.save(program, reorderTables=False)
        return Part(
            program.getvalue(), "glyf" if "glyf" in font else "CFF",
            {chr(code): numbers[name] for code, name in named.items()},
            tuple(round(font["hmtx"][name][0] * thousand) for name in order),
            round(font["hhea"].ascent * thousand), round(font["hhea"].descent * thousand),
        )  # fmt: skip

    def _cut(self, signs: frozenset[str]) -> TTFont:
        from fontTools.subset import Options, Subsetter
        from fontTools.ttLib import TTFont

        options: Any = Options()
        options.layout_features, options.name_IDs = [], []
        options.hinting, options.notdef_outline, options.recalc_timestamp = False, True, False
        options.drop_tables += _NOT_NEEDED
        font = TTFont(BytesIO(self._octets), fontNumber=0, lazy=True, recalcTimestamp=False)
        cutter = Subsetter(options)
        cutter.populate(text="".join(sorted(signs)))
        cutter.subset(font)
        return font


@cache
def typeface(path: str = "") -> Typeface:
    """The office's own, or the delivered one; read once in a process."""
    if path:
        return Typeface(Path(path))
    package, name = DELIVERED
    return Typeface(Path(str(files(package).joinpath(name))))
