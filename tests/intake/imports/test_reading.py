"""What a table may hold: two formats, two encodings, and every trap refused by its name with the way out."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from services.intake.imports.columns import ListKind
from services.intake.imports.reading import TableError, lines
from services.intake.imports.template import template
from tests.intake.imports.table import HEADINGS, as_csv, row, xlsx
from tests.intake.letters.room import DIRECTORY


def read(file: bytes, most: int = 100, unpacked: int = 2**24):
    return list(lines(io.BytesIO(file), most, unpacked))


def refused(file: bytes, **bounds: int) -> str:
    with pytest.raises(TableError) as wrong:
        read(file, **bounds)
    assert "请" in wrong.value.because
    return wrong.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_either_encoding(encoding: str) -> None:
    [line] = read(as_csv([row(1)], encoding))
    assert (line.number, line.cells["原编号"], line.cells["姓名"]) == (2, "云信访〔2025〕00001号", "覃桂兰")


def test_an_excel_table_says_the_same_with_its_own_dates_and_numbers() -> None:
    [line] = read(xlsx([row(1, 收到日期=date(2026, 5, 11), 人数=3, 电话=13877514267)]))
    assert [line.cells[name] for name in ("收到日期", "人数", "电话")] == ["2026-05-11", "3", "13877514267"]


def test_empty_rows_are_passed_over_and_rows_keep_their_numbers() -> None:
    assert [line.number for line in read(xlsx([row(1), (), row(2)]))] == [2, 4]


def test_the_template_is_a_table_that_can_be_read() -> None:
    [line] = read(template(ListKind.OPEN, "450199", DIRECTORY))
    assert line.cells["事发地代码"] == "450199003"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("=HYPERLINK(1)", "公式"),
        ("<script>alert(1)</script>", "网页代码"),
        (450199199101010071, "末几位已经丢失"),
        ("#REF!", "公式"),
    ],
)
def test_a_cell_that_is_no_text_is_refused_in_its_place(cell: object, said: str) -> None:
    [line] = read(xlsx([row(1, 身份证号=cell)]))
    assert said in line.wrong["身份证号"]


def test_what_is_no_such_table_is_refused_by_name() -> None:
    assert refused(xlsx([row(1)], sheet="Sheet1")) == "WRONG_SHEET"
    assert refused(xlsx([row(1)], headings=("编号", *HEADINGS[1:]))) == "COLUMNS_MISSING"
    assert refused(xlsx([row(1)], headings=(*HEADINGS[:-1], "备注"))) == "COLUMNS_UNKNOWN"
    assert refused(xlsx([row(1)], headings=(*HEADINGS[:-1], "姓名"))) == "COLUMNS_TWICE"
    assert refused(as_csv([row(1)], "utf-16")) == "ENCODING"
    assert refused(as_csv([row(1)])[:-3] + b"\xff\xff\xff") == "ENCODING"
    assert refused(as_csv([row(n) for n in range(3)]), most=2) == "TOO_MANY_ROWS"
    assert refused(xlsx([row(1)])[:900]) == "BROKEN"
    assert refused(b"") == "COLUMNS_MISSING"


def test_what_unpacks_too_large_is_not_unpacked() -> None:
    bomb = io.BytesIO(xlsx([row(1)]))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as members:
        members.writestr("xl/media/a.xml", bytes(2**22))
    assert refused(bomb.getvalue(), unpacked=2**20) == "ZIP_BOMB"


def test_an_entity_that_grows_is_refused() -> None:
    plain = io.BytesIO(xlsx([row(1)]))
    grown = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(grown, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/workbook.xml":
                body = (
                    b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + body.partition(b"?>")[2]
                    if b"?>" in body
                    else b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + body
                )
            new.writestr(name, body)
    assert refused(grown.getvalue()) == "BROKEN"
