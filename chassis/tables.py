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


def lines_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each line with its number from 1; how it is read its first bytes tell, for a name may lie. Raises TableError, also in the middle."""
    return _xlsx(content) if content[:4] == b"PK\x03\x04" else _csv(content)


def text_of(content: bytes) -> str:
    """UTF-8, or else GB18030; neither: TableError with the line at which UTF-8 ends."""
    try:
        return _plain(content.decode("utf-8-sig"))
    except UnicodeDecodeError as broken:
        at = broken.start
    try:
        return _plain(content.decode("gb18030"))
    except UnicodeDecodeError:
        line = content[:at].count(b"\n") + 1
        raise TableError(line, "看不出文字编码。请另存为“CSV UTF-8”再导入，或改用 xlsx。") from None


def _plain(text: str) -> str:
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise TableError(line, "这里不是文字。请另存为“CSV UTF-8”，或改用 xlsx。")
    return text


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text_of(content), newline=""), strict=True)
    try:
        for row in reader:
            yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error:
        raise TableError(reader.line_num, "引号或逗号对不上。请用表格软件重新另存，或改用 xlsx。") from None


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
