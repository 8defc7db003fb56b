"""A small table that somebody prepared, as lines of texts: CSV or XLSX. Neither size, nor encoding, nor formulas are trusted."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime

MOST_COLUMNS = 40
UNPACKED = 16 * 2**20


class TableError(Exception):
    """The table cannot be read: at which line (0: at all), why, and the way out; nothing of its cells."""

    def __init__(self, line: int, because: str) -> None:
        super().__init__(because)
        self.line = line


def lines_of(name: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each line with its number from 1; `name` tells by its ending how it is read. Raises TableError, also in the middle."""
    return _xlsx(content) if name.lower().endswith(".xlsx") else _csv(content)


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    try:
        for row in reader:
            yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error:
        raise TableError(reader.line_num, "引号或逗号对不上。请用表格软件重新另存，或改用 xlsx。") from None


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableError(0, "看不出文字编码。请另存为“CSV UTF-8”再导入，或改用 xlsx。")


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    file = io.BytesIO(content)
    try:
        with zipfile.ZipFile(file) as members:
            if sum(member.file_size for member in members.infolist()) > UNPACKED:
                raise TableError(0, "这个文件解开后大得异常，不能读。请只留一张工作表，重新保存。")
        book = load_workbook(file, read_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)
        for line, row in enumerate(rows, 1):
            yield line, [_cell(value) for value in row]
        book.close()
    except (
        zipfile.BadZipFile, zlib.error, InvalidFileException, DefusedXmlException, ParseError, KeyError, ValueError, EOFError,
    ):  # fmt: skip
        raise TableError(0, "这个 Excel 文件坏了，读不完。请重新另存为 xlsx 再导入。") from None


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).strip()
