"""A text on paper: A4 in the form of an official letter (GB/T 9704: margins, sizes), with the place for its seal, as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.pdf import A4, Page, document, wrapped
from chassis.typeface import Typeface

MM = 72 / 25.4
LEFT, RIGHT, TOP, FOOT = 28 * MM, A4[0] - 26 * MM, 37 * MM, A4[1] - 35 * MM
WIDE = RIGHT - LEFT
TITLE, BODY, SMALL, LEADING = 22.0, 15.0, 9.0, 27.0
INDENT = 2 * BODY
SEAL = (150.0, 96.0)  # about the 42 mm of an official seal, and room around it


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed; `office` is whose seal belongs under it."""

    title: str
    number: str
    addressee: str
    paragraphs: Sequence[str]
    office: str
    date: str
    note: str


def printed(sheet: Sheet, face: Typeface) -> bytes:
    """The same sheet makes the same bytes."""
    pages = [Page(face)]
    y = _headed(pages[0], sheet)
    for n, paragraph in enumerate((f"{sheet.addressee}：", *sheet.paragraphs)):
        first = INDENT if n else 0
        for m, line in enumerate(wrapped(paragraph, BODY, WIDE, face, first)):
            y = _room(pages, y, LEADING)
            pages[-1].text(LEFT + (first if m == 0 else 0), y, line, BODY)
            y += LEADING
    y = _room(pages, y, SEAL[1] + LEADING)
    _signed(pages[-1], y, sheet)
    for n, line in enumerate(wrapped(sheet.note, SMALL, WIDE, face)):
        pages[-1].text(LEFT, FOOT + 2 * LEADING / 3 + 13 * n, line, SMALL)
    for n, page in enumerate(pages, 1):
        page.centred(A4[1] - 34, f"第{n}页　共{len(pages)}页", SMALL)
    return document(pages, f"{sheet.title} {sheet.number}".strip())


def _headed(page: Page, sheet: Sheet) -> float:
    y = TOP
    for line in wrapped(sheet.title, TITLE, WIDE, page.face):
        page.centred(y, line, TITLE, bold=True)
        y += 34
    page.centred(y, sheet.number, BODY)
    return y + 1.6 * LEADING


def _room(pages: list[Page], y: float, high: float) -> float:
    """Where the next thing of that height goes: here, or on a page of its own."""
    if y + high <= FOOT + LEADING:
        return y
    pages.append(Page(pages[-1].face))
    return TOP


def _signed(page: Page, y: float, sheet: Sheet) -> None:
    """Office and day at the right, where the seal is put over both."""
    wide = max(SEAL[0], page.face.width(sheet.office, BODY) + BODY)
    middle = RIGHT - wide / 2
    page.dashed_box(middle - wide / 2, y, wide, SEAL[1])
    page.centred(y + 14, "（加盖印章）", SMALL, middle=middle)
    page.centred(y + 46, sheet.office, BODY, middle=middle)
    page.centred(y + 46 + LEADING, sheet.date, BODY, middle=middle)
