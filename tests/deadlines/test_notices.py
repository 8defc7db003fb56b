"""A notice is read from CSV, XLSX or TOML alike, and a bad one is refused whole, with the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from services.deadlines.calendar.reading import rows_of
from services.deadlines.domain.calendar import DayNature
from services.deadlines.domain.county_calendar import laid_over
from services.deadlines.domain.notice import Notice, NoticeError, notice_of
from tests.deadlines.builders import CALENDAR, day
from tests.deadlines.notices import made


def read(content: bytes, name: str = "2027.csv", year: int = 2027, *, is_local: bool = False) -> Notice:
    return notice_of(rows_of(name, content), year, is_local=is_local)


def refused(content: bytes, name: str = "2027.csv", **more: int) -> tuple[int, str]:
    with pytest.raises(NoticeError) as error:
        read(content, name, **more)
    return error.value.line, error.value.because


def changed(line: int, text: str) -> bytes:
    """The good file with one line replaced; lines count from 1, as an editor shows them."""
    told = made.lines()
    told[line - 1] = text
    return made.csv(*told)


def test_the_three_kinds_of_file_say_the_same() -> None:
    notice = read(made.csv())
    assert notice == read(made.xlsx(), "2027.xlsx") == read(made.toml(), "2027.toml")
    assert (notice.year, notice.number, len(notice.days)) == (2027, made.NUMBER, 34)
    assert notice.days[0].on == day("2027-01-01")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_what_spreadsheets_write_is_read(encoding: str) -> None:
    told = "\n".join(made.lines()).replace("2027-01-01", "2027/1/1").encode(encoding)
    assert read(told) == read(made.csv())


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_notices_of_past_years_are_good_and_say_what_the_library_says(year: int) -> None:
    content = (Path(__file__).parent / "notices" / f"{year}.toml").read_bytes()
    notice = read(content, f"{year}.toml", year)
    assert notice.number == CALENDAR.notices[year]
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    alone = laid_over(replace(CALENDAR, special={}), notice)
    differing = [d for d in days if d.year == year and alone.is_workday(d) != CALENDAR.is_workday(d)]
    assert differing == []


def test_days_of_new_year_may_lie_in_the_old_year() -> None:
    told = [*made.lines(), f"2026-12-31,休,元旦,{made.NUMBER}"]
    assert read(made.csv(*told)).days[0].on == day("2026-12-31")


def whole_year(year: int = 2027) -> list[str]:
    """Every day of the year, the way an office that likes whole tables would write it."""
    special = {line.split(",")[0]: line for line in made.lines()[1:]}
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    plain = {f"{on}": f"{on},{'周末' if on.weekday() > 4 else '工作日'},,{made.NUMBER}" for on in days}
    return [made.HEAD, *(plain | special).values()]


def test_a_table_of_the_whole_year_is_the_same_notice() -> None:
    assert read(made.csv(*whole_year())) == read(made.csv())


@pytest.mark.parametrize(
    ("content", "line", "because"),
    [
        (changed(3, f"2027-01-01,休,元旦,{made.NUMBER}"), 3, "2027-01-01 在第 2 行已经写过"),
        (changed(3, f"2026-10-02,休,国庆节,{made.NUMBER}"), 3, "2026-10-02 不在 2027 年"),
        (changed(3, f"2027-02-30,休,元旦,{made.NUMBER}"), 3, "“2027-02-30”不是日期"),
        (changed(3, f"2027-01-02,放假,元旦,{made.NUMBER}"), 3, "“放假”不是可用的安排"),
        (changed(3, f"2027-01-02,休,,{made.NUMBER}"), 3, "没有写节日名称"),
        (changed(3, "2027-01-02,休,元旦,"), 3, "没有写通知文号"),
        (changed(3, "2027-01-02,休,元旦,国办发明电〔2025〕7号"), 3, "与前面的"),
        (changed(14, f"2027-02-15,班,春节,{made.NUMBER}"), 14, "本来就是周一至周五"),
        (made.csv(*(line for line in made.lines() if not line.startswith("2027-10-04"))), 30, "国庆节缺了 2027-10-04"),
        (made.csv(*(line for line in made.lines() if "端午" not in line)), 0, "没有端午"),
        (made.csv(*(line for line in whole_year() if not line.startswith("2027-03-09"))), 68, "缺了 2027-03-09"),
        (made.csv("日期,安排,节日", *made.lines()[1:]), 1, "第一行缺少列：文号"),
        (made.csv(made.HEAD), 0, "文件里没有一天"),
        (b"\n".join([made.HEAD.encode(), b"2027-01-01,\xff\xfe,x,y"]), 2, "看不出文字编码"),
        (changed(6, "2027-02-06,休,\0,n"), 6, "这里不是文字"),
        (made.csv(*made.lines()[:4], '2027-01-04,"休,元旦,n'), 5, "引号或逗号对不上"),
    ],
)  # fmt: skip
def test_a_bad_calendar_is_refused_whole_with_its_line(content: bytes, line: int, because: str) -> None:
    where, why = refused(content)
    assert because in why
    assert where == line


@pytest.mark.parametrize(
    ("content", "line", "because"),
    [
        (made.toml().replace(b"last = 2027-10-07", b"last = 2027-09-30"), 40, "天数不对"),
        (made.toml().replace(b"makeup = [2027-05-08]", b"makeup = [2027-05-07]"), 22, "本来就是周一至周五"),
        (made.toml().replace(b"first = 2027-04-03", b"first = 0"), 16, "没有写，或不是日期"),
        (made.toml().replace(b"[[holiday]]", b"[[feast]]"), 0, "没有 [[holiday]]"),
        (b"year = 2027\nnotice = \n", 2, "不合 TOML 的写法"),
    ],
)
def test_a_bad_toml_is_refused_with_the_line_of_its_holiday(content: bytes, line: int, because: str) -> None:
    where, why = refused(content, "2027.toml")
    assert because in why
    assert where == line


def test_a_broken_workbook_and_a_huge_file_are_refused() -> None:
    assert "Excel 文件坏了" in refused(made.xlsx()[:-30], "2027.xlsx")[1]
    assert "超过 1 MB" in refused(b"x" * (2**20 + 1))[1]


def test_a_wrong_year_is_refused_at_the_first_day() -> None:
    assert refused(made.csv(), year=2028) == (2, "2027-01-01 不在 2028 年。请核对日期，或改选要导入的年份。")


def test_a_local_notice_needs_no_national_holidays() -> None:
    told = made.csv(
        made.HEAD, "2027-04-07,休,三月三,桂政办发〔2027〕1号", "2027-04-08,休,三月三,桂政办发〔2027〕1号"
    )
    notice = read(told, is_local=True)
    assert [each.nature for each in notice.days] == [DayNature.HOLIDAY] * 2
    assert refused(told)[1].startswith("2027 年的安排里没有元旦、春节")
