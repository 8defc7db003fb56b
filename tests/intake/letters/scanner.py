"""A scanner for the tests: sheets of paper, drawn and put into one PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence

import segno
from PIL import Image, ImageDraw

from services.intake.letters.splitting import mark

A4 = (827, 1169)  # pixels at 100 dpi


def written(text: str) -> Image.Image:
    """A page of a letter."""
    page = Image.new("L", A4, 250)
    ImageDraw.Draw(page).text((120, 200), "\n".join([text] * 12), fill=30)
    return page


def separator(letter_no: str, slant: float = 1.5) -> Image.Image:
    """A printed separator sheet, a little slanted as sheets are fed in."""
    code = io.BytesIO()
    segno.make(mark(letter_no), error="h").save(code, kind="png", scale=8, border=4)
    page = Image.new("L", A4, 255)
    page.paste(Image.open(code).convert("L"), (250, 300))
    return page.rotate(slant, fillcolor=255)


def blank() -> Image.Image:
    return Image.new("L", A4, 248)


def pdf(pages: Sequence[Image.Image]) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=100)
    return out.getvalue()
