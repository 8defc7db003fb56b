"""The table given back as it came, with a column of what is wrong in each row; mended, it can be uploaded again as it is."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from services.intake.imports.batch import Fault
from services.intake.imports.columns import REASONS, SHEETS, WHOLE
from services.intake.imports.reading import Line
from services.intake.imports.rows import Ready

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

RED, WIDE = "FFF2CCCC", 60


def given_back(headings: tuple[str, ...], lines: Iterable[tuple[Line, Ready | tuple[Fault, ...]]]) -> bytes:
    """An XLSX: the reasons stand in the first column, the wrong cells are red, and the right rows can be filtered away."""
    from openpyxl import Workbook

    book, sheet, kept, last = Workbook(write_only=True), None, _without_reasons(headings), 1
    for line, judged in lines:
        if sheet is None:
            sheet = _begun(book.create_sheet(SHEETS[line.kind]), [headings[n] for n in kept])
        faults = () if isinstance(judged, Ready) else judged
        cells = [line.given[n] if n < len(line.given) else "" for n in kept]
        wrong = {fault.column for fault in faults}
        named = [headings[n].removesuffix("*") for n in kept]
        sheet.append([
            _text(sheet, _said(faults), red=bool(faults)),
            *(_text(sheet, cell, red=name in wrong) for name, cell in zip(named, cells, strict=True)),
        ])  # fmt: skip
        last = line.number
    if sheet is not None:
        sheet.auto_filter.ref = f"A1:A{last}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _without_reasons(headings: tuple[str, ...]) -> list[int]:
    """Where the columns stand that are given back: not those of an earlier time, nor empty ones."""
    return [n for n, heading in enumerate(headings) if heading and heading != REASONS]


def _begun(sheet: WriteOnlyWorksheet, headings: list[str]) -> WriteOnlyWorksheet:
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = WIDE
    sheet.append([_text(sheet, text, red=False) for text in (REASONS, *headings)])
    return sheet


def _said(faults: tuple[Fault, ...]) -> str:
    return "\n".join(
        f"{fault.column}：{fault.because}" if fault.column != WHOLE else fault.because for fault in faults
    )


def _text(sheet: WriteOnlyWorksheet, text: str, *, red: bool) -> WriteOnlyCell:
    """A cell that is text whatever it begins with: no formula of somebody's table is ever run."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import PatternFill

    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type, cell.number_format = "s", "@"
    if red:
        cell.fill = PatternFill("solid", fgColor=RED)
    return cell
