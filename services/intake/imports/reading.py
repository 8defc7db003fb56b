"""The rows of a table that somebody prepared, XLSX or CSV, one after the other and never all in memory.

What arrives here was inspected as an attachment; this still trusts nothing: neither sizes, nor formulas, nor encodings.
"""

from __future__ import annotations

import csv
import io
import zipfile
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

from services.intake.imports.columns import REASONS, SHEETS, ListKind, columns_of, kind_of
from services.intake.imports.texts import as_it_came, text_of

PIECE = 64 * 2**10
MOST_COLUMNS = 60
Row = tuple[object, ...]


class TableError(Exception):
    """The whole file cannot be read as a table; `because` says why and the way out, with nothing of its rows."""

    def __init__(self, code: str, because: str) -> None:
        super().__init__(code)
        self.code, self.because = code, because


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is not empty: its texts by heading, and what is wrong with cells that are no text.

    `given`: all its cells as they came, in the order of the table, to be given back.
    """

    number: int
    kind: ListKind
    cells: Mapping[str, str]
    wrong: Mapping[str, str]
    given: tuple[str, ...]


def lines(file: BinaryIO, most: int, unpacked: int) -> Generator[Line, None, None]:
    """At most so many rows, of an XLSX that unpacks to no more than so many bytes. Raises TableError, also in the middle."""
    file.seek(0)
    with closing(_opened(file, unpacked)) as rows:
        headings, count = _headings(next(rows, ())), 0
        kind = kind_of(headings)
        for number, row in enumerate(rows, 2):
            line = _line(number, kind, headings, row)
            if line.cells or line.wrong:
                count += 1
                if count > most:
                    raise TableError("TOO_MANY_ROWS", f"这张表超过 {most} 行。请分成几个文件上传。")
                yield line


def headings_of(file: BinaryIO, unpacked: int) -> tuple[str, ...]:
    """The first row as it came; raises TableError."""
    file.seek(0)
    with closing(_opened(file, unpacked)) as rows:
        return tuple(str(value or "").strip() for value in next(rows, ()))


def _opened(file: BinaryIO, unpacked: int) -> Generator[Row, None, None]:
    packed = file.read(4) == b"PK\x03\x04"
    return _xlsx(file, unpacked) if packed else _csv(file)


def _line(number: int, kind: ListKind, headings: tuple[str, ...], row: Row) -> Line:
    cells: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for heading, value in zip(headings, row, strict=False):
        try:
            if heading and heading != REASONS and (text := text_of(value)):
                cells[heading] = text
        except ValueError as because:
            wrong[heading] = str(because)
    return Line(number, kind, cells, wrong, tuple(as_it_came(value) for value in row))


def _headings(row: Row) -> tuple[str, ...]:
    found = tuple(str(value or "").strip().removesuffix("*") for value in row)
    told = [heading for heading in found if heading]
    kind = kind_of(told)
    columns, known = columns_of(kind), {REASONS, *(column.heading for column in columns_of(kind))}
    if lacking := [c.heading for c in columns if kind in c.must and c.heading not in told]:
        raise TableError("COLUMNS_MISSING", f"第一行缺少列：{'、'.join(lacking)}。请用模板的表头。")
    if any(heading not in known for heading in told):
        places = "、".join(str(n) for n, each in enumerate(found, 1) if each and each not in known)
        raise TableError(
            "COLUMNS_UNKNOWN", f"第 {places} 列的表头模板里没有。请删去这些列，或改成模板的表头。"
        )
    if len(set(told)) != len(told):
        raise TableError("COLUMNS_TWICE", "有两列的表头相同。请只留一列。")
    return found


def _xlsx(file: BinaryIO, unpacked: int) -> Generator[Row, None, None]:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    broken = TableError("BROKEN", "这个 Excel 文件坏了，读不完。请重新另存为 xlsx 再上传。")
    try:
        with zipfile.ZipFile(file) as members:
            if sum(member.file_size for member in members.infolist()) > unpacked:
                raise TableError(
                    "ZIP_BOMB", "这个文件解开后大得异常，不能读。请只留要导入的工作表，重新保存。"
                )
        book = load_workbook(file, read_only=True, keep_links=False)
        try:
            sheet = next((name for name in book.sheetnames if name in SHEETS.values()), None)
            if sheet is None:
                names = "、".join(f"“{name}”" for name in SHEETS.values())
                raise TableError(
                    "WRONG_SHEET", f"没有名为{names}的工作表。请用模板，或把工作表改成其中一个名字。"
                )
            yield from book[sheet].iter_rows(values_only=True, max_col=MOST_COLUMNS)
        finally:
            book.close()
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        DefusedXmlException,
        ParseError,
        KeyError,
        ValueError,
        EOFError,
    ):
        raise broken from None


def _csv(file: BinaryIO) -> Generator[Row, None, None]:
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        yield from (tuple(row) for row in csv.reader(text, strict=True))
    except csv.Error:
        raise TableError(
            "BROKEN", "这个 CSV 文件的引号或逗号对不上。请用表格软件重新另存，或改用 xlsx。"
        ) from None
    finally:
        text.detach()


def _encoding(file: BinaryIO) -> str:
    """UTF-8 if the whole file is, else GB18030 if the whole file is. Raises TableError."""
    for name in ("utf-8-sig", "gb18030"):
        file.seek(0)
        if _decodes(iter(lambda: file.read(PIECE), b""), name):
            return name
    raise TableError("ENCODING", "看不出文字编码。请另存为“CSV UTF-8”，或改用 xlsx。")


def _decodes(pieces: Iterable[bytes], name: str) -> bool:
    decoder = getincrementaldecoder(name)()
    try:
        for piece in pieces:
            if b"\0" in piece:
                return False
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
