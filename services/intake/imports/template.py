"""The empty tables to be filled in: the headings, one row that shows how, and a sheet that says what each column is for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from lianjie_contracts.directory import Directory
from services.intake.imports.columns import SHEETS, Column, ListKind, columns_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

EXPLAINED = "填写说明"
WIDEST = 60  # characters of a column on the screen


def template(kind: ListKind, county: str, directory: Directory) -> bytes:
    """An XLSX file. Every column is text, so that long numbers keep their last digits; what must be filled in has a star."""
    from openpyxl import Workbook

    book = Workbook()
    units = directory.units_of(county)
    unit = next((unit.name for unit in units if unit.kind == "department"), "")
    columns = columns_of(kind)
    sheet = book.active
    sheet.title = SHEETS[kind]
    sheet.append([_heading(column, kind) for column in columns])
    sheet.append([column.example.format(county=county, unit=unit) for column in columns])
    _as_text(sheet, columns)
    _explained(book, kind, columns)
    if kind is not ListKind.OPEN:
        _units(book, [(each.code, each.name) for each in units])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _heading(column: Column, kind: ListKind) -> str:
    return f"{column.heading}*" if kind in column.must else column.heading


def _as_text(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for n, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(n)]
        dimension.width, dimension.number_format = min(WIDEST, max(12, 2 * len(column.example))), "@"
        sheet.cell(1, n).font = Font(bold=True)
        sheet.cell(2, n).number_format = "@"
    sheet.freeze_panes = "B2"


def _explained(book: Workbook, kind: ListKind, columns: tuple[Column, ...]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(EXPLAINED)
    sheet.append(["列", "必填", "怎么填"])
    for column in columns:
        sheet.append([column.heading, "是" if kind in column.must else "", column.about])
    for letter, width in zip("ABC", (16, 8, 90), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    for (cell,) in sheet.iter_rows(min_row=2, min_col=3, max_col=3):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _units(book: Workbook, units: list[tuple[str, str]]) -> None:
    """What may stand in the column of units."""
    from openpyxl.styles import Font

    sheet = book.create_sheet("单位名录")
    sheet.append(["名录代码", "单位全称"])
    for each in units:
        sheet.append(each)
    for letter, width in zip("AB", (18, 36), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
