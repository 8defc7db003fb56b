"""Tables for the tests: ten thousand rows of an old list, as a clerk would have kept it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from services.intake.imports.columns import COLUMNS, SHEET

HEADINGS = tuple(column.heading for column in COLUMNS)
GOOD = {
    "信访形式": "来访", "收到日期": "2026-05-11", "姓名": "覃桂兰", "身份证号": "360426199101010071", "电话": "13877514267", "住址": "河西街道 3 号", "人数": "1",
    "事发地代码": "450199003", "标题": "屋面渗漏，要求维修", "诉求": "修好屋面；赔偿损失", "件类": "申诉求决", "是否办结": "否",
}  # fmt: skip


def row(n: int, **changed: object) -> tuple[object, ...]:
    cells: dict[str, object] = {**GOOD, "原编号": f"云信访〔2025〕{n:05d}号", **changed}
    return tuple(cells.get(heading, "") for heading in HEADINGS)


def xlsx(
    rows: Iterable[tuple[object, ...]], sheet: str = SHEET, headings: tuple[str, ...] = HEADINGS
) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.append(headings)
    for each in rows:
        page.append(each)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_csv(rows: Iterable[tuple[object, ...]], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)
