"""The empty table to be filled in: the headings, and one row that shows how."""

from __future__ import annotations

import io

from services.intake.imports.columns import COLUMNS, SHEET


def template(county: str) -> bytes:
    """An XLSX file. Every column is text, so that long numbers keep their last digits; what must be filled in has a star."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append([f"{column.heading}*" if column.must else column.heading for column in COLUMNS])
    sheet.append([column.example.format(county=county) for column in COLUMNS])
    for n, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(n)].width = max(12, 2 * len(column.example))
        sheet.column_dimensions[get_column_letter(n)].number_format = "@"
        sheet.cell(2, n).number_format = "@"
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
