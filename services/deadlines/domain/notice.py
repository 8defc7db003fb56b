"""A notice on public holidays as a table of days, checked whole: nothing of it counts unless all of it can.

What is refused names its line, for whoever prepared the file must find it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from services.deadlines.domain.calendar import ONE_DAY, DayNature

KINDS: Mapping[str, DayNature] = {
    "休": DayNature.HOLIDAY,
    "班": DayNature.MAKEUP_WORKDAY,
    "周末": DayNature.WEEKEND,
    "工作日": DayNature.WORKDAY,
}
SPECIAL = frozenset({DayNature.HOLIDAY, DayNature.MAKEUP_WORKDAY})
# 全国年节及纪念日放假办法: what every year's notice orders.
HOLIDAYS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")
NEW_YEAR, DAYS_BEFORE = (
    "元旦",
    7,
)  # its days off, and what is worked for them, may lie in the last week of the old year
WRITTEN = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
HOLE = timedelta(days=7)  # days of one name that lie farther apart are two holidays


class NoticeError(ValueError):
    """The file is refused whole; `line` is where to look (0: nowhere in particular), `because` why and what to do."""

    def __init__(self, line: int, because: str) -> None:
        super().__init__(f"第 {line} 行：{because}" if line else because)
        self.line, self.because = line, because


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file as it was typed."""

    line: int
    on: str
    kind: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """A day that the notice takes out of the weekly rule."""

    on: date
    nature: DayNature
    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What one notice orders for one year; a local one adds its days to what the nation orders."""

    year: int
    number: str
    is_local: bool
    days: tuple[NoticeDay, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    line: int
    on: date
    nature: DayNature
    name: str


def notice_of(rows: Sequence[Row], year: int, *, is_local: bool) -> Notice:
    """The notice that the rows make; raises NoticeError for the first thing wrong with it."""
    if not rows:
        raise NoticeError(0, "文件里没有一天。请按模板填写后再导入。")
    number = _number(rows)
    read = sorted((_day(row, year) for row in rows), key=lambda each: (each.on, each.line))
    _no_day_twice(read)
    _no_hole(read, year, is_local=is_local)
    days = (NoticeDay(each.on, each.nature, each.name) for each in read if each.nature in SPECIAL)
    return Notice(year, number, is_local, tuple(days))


def _number(rows: Sequence[Row]) -> str:
    number = rows[0].number
    for row in rows:
        if not row.number:
            raise NoticeError(row.line, "没有写通知文号。请照通知填写，如 国办发明电〔2025〕7号。")
        if row.number != number:
            raise NoticeError(
                row.line, f"文号“{row.number}”与前面的“{number}”不同。一个文件只导入一份通知，请分开导入。"
            )
    return number


def _day(row: Row, year: int) -> _Read:
    on = _date(row, year)
    nature = KINDS.get(row.kind)
    if nature is None:
        raise NoticeError(row.line, f"“{row.kind}”不是可用的安排。请写 {'、'.join(KINDS)} 之一。")
    if nature in SPECIAL and not row.name:
        raise NoticeError(row.line, f"{on} 没有写节日名称。请照通知填写。")
    if on.year != year and not _belongs_to_new_year(on, row.name, year):
        raise NoticeError(row.line, f"{on} 不在 {year} 年。请核对日期，或改选要导入的年份。")
    if nature in (DayNature.MAKEUP_WORKDAY, DayNature.WEEKEND) and on.isoweekday() <= 5:
        raise NoticeError(row.line, f"{on} 本来就是周一至周五，不能写成“{row.kind}”。请核对日期。")
    if nature is DayNature.WORKDAY and on.isoweekday() > 5:
        raise NoticeError(row.line, f"{on} 是周末；要上班请写“班”，不上班请写“周末”。")
    return _Read(row.line, on, nature, row.name)


def _date(row: Row, year: int) -> date:
    """As people and their spreadsheets write it: 2027-10-01, 2027/10/1, 2027年10月1日."""
    parts = WRITTEN.fullmatch(row.on)
    try:
        return date(*map(int, parts.groups())) if parts else date.fromisoformat(row.on)
    except ValueError:
        raise NoticeError(row.line, f"“{row.on}”不是日期。请写成 {year}-10-01 的样子。") from None


def _belongs_to_new_year(on: date, name: str, year: int) -> bool:
    return NEW_YEAR in name and timedelta(0) < date(year, 1, 1) - on <= timedelta(days=DAYS_BEFORE)


def _no_day_twice(read: Sequence[_Read]) -> None:
    for first, then in pairwise(read):
        if first.on == then.on:
            raise NoticeError(then.line, f"{then.on} 在第 {first.line} 行已经写过。请只留一行。")


def _no_hole(read: Sequence[_Read], year: int, *, is_local: bool) -> None:
    """A table of a whole year has every day; a list of special days has every day of a holiday, and every holiday."""
    if any(each.nature not in SPECIAL for each in read):
        _every_day_of(read, year)
    for name, days in _by_name(read):
        for first, then in pairwise(days):
            if ONE_DAY < then.on - first.on <= HOLE:
                raise NoticeError(then.line, f"{name}缺了 {first.on + ONE_DAY}。请照通知补上这一天。")
    named = "".join(each.name for each in read)
    lacking = () if is_local else tuple(name for name in HOLIDAYS if name not in named)
    if lacking:
        raise NoticeError(0, f"{year} 年的安排里没有{'、'.join(lacking)}。请补全七个节日后再导入。")


def _by_name(read: Sequence[_Read]) -> Iterator[tuple[str, list[_Read]]]:
    off = sorted((each for each in read if each.nature is DayNature.HOLIDAY), key=lambda e: (e.name, e.on))
    for name, days in groupby(off, key=lambda each: each.name):
        yield name, list(days)


def _every_day_of(read: Sequence[_Read], year: int) -> None:
    given = {each.on: each.line for each in read}
    day = date(year, 1, 1)
    last = 0
    while day.year == year:
        if day not in given:
            raise NoticeError(last, f"全年的表缺了 {day}。请补上，或只留放假和调休的日子。")
        last = given[day]
        day += ONE_DAY
