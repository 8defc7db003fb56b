"""A notice for 2027 as somebody would type it, in each of the three ways; its days are made up."""

from __future__ import annotations

import io

NUMBER = "国办发明电〔2026〕8号"
HOLIDAYS = (
    ("元旦", ("2027-01-01", "2027-01-02", "2027-01-03"), ()),
    ("春节", tuple(f"2027-02-{day:02}" for day in range(5, 14)), ("2027-02-14", "2027-02-20")),
    ("清明节", ("2027-04-03", "2027-04-04", "2027-04-05"), ()),
    ("劳动节", tuple(f"2027-05-0{day}" for day in range(1, 6)), ("2027-05-08",)),
    ("端午节", ("2027-06-09",), ()),
    ("中秋节", ("2027-09-15",), ()),
    ("国庆节", tuple(f"2027-10-0{day}" for day in range(1, 8)), ("2027-09-26", "2027-10-09")),
)
HEAD = "日期,安排,节日,文号"


def lines() -> list[str]:
    """The CSV, line by line; line 2 of the file is the first day."""
    return [HEAD, *(f"{day},{kind},{name},{NUMBER}" for day, kind, name in _days())]


def csv(*lines_: str) -> bytes:
    return "\r\n".join(lines_ or lines()).encode()


def xlsx() -> bytes:
    from datetime import date

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.split(","))
    for day, kind, name in _days():
        sheet.append([date.fromisoformat(day), kind, name, NUMBER])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def toml() -> bytes:
    parts = [f'year = 2027\nnotice = "{NUMBER}"\n']
    for name, off, worked in HOLIDAYS:
        parts.append(
            f'[[holiday]]\nname = "{name}"\nfirst = {off[0]}\nlast = {off[-1]}\nmakeup = [{", ".join(worked)}]\n'
        )
    return "\n".join(parts).encode()


def _days() -> list[tuple[str, str, str]]:
    return [
        (day, kind, name)
        for name, off, worked in HOLIDAYS
        for kind, days in (("休", off), ("班", worked))
        for day in days
    ]
