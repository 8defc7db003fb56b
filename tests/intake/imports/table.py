"""Tables for the tests: ten thousand rows of an old list, as a clerk would have kept it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from services.intake.imports.columns import SHEETS, ListKind, columns_of

SHEET = SHEETS[ListKind.OPEN]
HEADINGS_OF = {kind: tuple(column.heading for column in columns_of(kind)) for kind in ListKind}
HEADINGS = HEADINGS_OF[ListKind.OPEN]
GOOD = {
    "信访形式": "来访", "收到日期": "2026-05-11", "姓名": "覃桂兰", "身份证号": "360426199101010071", "电话": "13877514267", "住址": "河西街道 3 号", "人数": "1",
    "事发地代码": "450199003", "标题": "屋面渗漏，要求维修", "诉求": "修好屋面；赔偿损失", "件类": "申诉求决", "是否办结": "否",
}  # fmt: skip


_SENT = {"承办单位": "县住建局", "转交日期": "2026-05-20"}
IN_HAND = {
    **GOOD, **_SENT, "所处环节": "办理中", "签收日期": "2026-05-21", "受理日期": "2026-06-02", "承办人": "梁伟、黄一", "是否办结": "",
}  # fmt: skip
CLOSED = {
    **IN_HAND, "所处环节": "", "办结方式": "出具意见", "意见书文号": "住建信处〔2026〕12号", "签发人": "黄志强", "签发日期": "2026-07-01",
    "处理结果": "支持；解释", "办结日期": "2026-07-03",
}  # fmt: skip
RIGHT = {ListKind.OPEN: GOOD, ListKind.IN_HAND: IN_HAND, ListKind.CLOSED: CLOSED}


def row(n: int, kind: ListKind = ListKind.OPEN, **changed: object) -> tuple[object, ...]:
    cells: dict[str, object] = {**RIGHT[kind], "原编号": f"云信访〔2025〕{n:05d}号", **changed}
    return tuple(cells.get(heading, "") for heading in HEADINGS_OF[kind])


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


def as_csv(
    rows: Iterable[tuple[object, ...]], encoding: str = "utf-8", kind: ListKind = ListKind.OPEN
) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS_OF[kind])
    writer.writerows(rows)
    return text.getvalue().encode(encoding)
