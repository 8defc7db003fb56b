"""The rows of a notice on holidays from the file that somebody prepared: CSV, XLSX or TOML.

A file may be made by anybody: neither encoding, nor size, nor formulas are trusted. Raises NoticeError with the line.
"""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from chassis.tables import TableError, lines_of, text_of
from services.deadlines.domain.calendar import ONE_DAY
from services.deadlines.domain.notice import NoticeError, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ("日期", "安排", "节日", "文号")
MOST_BYTES = 2**20
MOST_ROWS = 800  # two years of days
LONGEST = 31  # days of one holiday


def rows_of(name: str, content: bytes) -> list[Row]:
    """The rows in the order of the file; `name` tells by its ending how it is read."""
    if len(content) > MOST_BYTES:
        raise NoticeError(0, "文件超过 1 MB。一年的放假安排只有几十行，请核对是不是选错了文件。")
    try:
        if name.lower().endswith(".toml"):
            return list(_toml(text_of(content)))
        return list(_table(lines_of(content)))
    except TableError as broken:
        raise NoticeError(broken.line, str(broken)) from None


def _table(lines: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    cells = iter(lines)
    _, headings = next(cells, (0, []))
    places = _places(headings)
    for line, row in cells:
        if line > MOST_ROWS:
            raise NoticeError(line, f"超过 {MOST_ROWS} 行。一个文件只放一年的安排。")
        if any(row):
            on, kind, name, number = (row[at] if at < len(row) else "" for at in places)
            yield Row(line, on, kind, name, number)


def _places(headings: list[str]) -> list[int]:
    if lacking := [name for name in COLUMNS if name not in headings]:
        raise NoticeError(1, f"第一行缺少列：{'、'.join(lacking)}。表头须是 {'、'.join(COLUMNS)}。")
    return [headings.index(name) for name in COLUMNS]


def _toml(text: str) -> Iterator[Row]:
    """`notice`, and per `[[holiday]]` name, first, last, makeup; a line is that of the holiday's own heading."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise NoticeError(_line_of(broken), "不合 TOML 的写法。请对照样例改正。") from None
    heads = [at for at, line in enumerate(text.splitlines(), 1) if line.strip() == "[[holiday]]"]
    holidays = told.get("holiday")
    if not isinstance(holidays, list) or len(heads) != len(holidays):
        raise NoticeError(0, "没有 [[holiday]]。请对照样例填写每个节日的 name、first、last。")
    for line, holiday in zip(heads, holidays, strict=True):
        yield from _of_holiday(line, holiday, str(told.get("notice", "")))


def _of_holiday(line: int, holiday: dict[str, Any], number: str) -> Iterator[Row]:
    name, makeup = holiday.get("name"), holiday.get("makeup", [])
    span = [holiday.get("first"), holiday.get("last")]
    days = [*span, *(makeup if isinstance(makeup, list) else [None])]
    if not isinstance(name, str) or not all(type(day) is date for day in days):
        raise NoticeError(line, "这个节日的 name、first、last 或 makeup 没有写，或不是日期。")
    first, last, *worked = (day for day in days if isinstance(day, date))
    length = (last - first).days
    if not 0 <= length < LONGEST:
        raise NoticeError(line, f"{name}从 {first} 到 {last}，天数不对。请核对起止日期。")
    for n in range(length + 1):
        yield Row(line, (first + n * ONE_DAY).isoformat(), "休", name, number)
    for day in worked:
        yield Row(line, day.isoformat(), "班", name, number)


def _line_of(broken: tomllib.TOMLDecodeError) -> int:
    found = str(broken).partition("line ")[2].partition(",")[0]
    return int(found) if found.isdigit() else 0
