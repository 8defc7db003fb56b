"""The table by which units are added, changed and closed: its columns, and each row as a unit or as what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError

from chassis.tables import TableError, lines_of
from lianjie_contracts.directory import Duty, Liaison, Unit
from services.routing.domain.directory import RefusedRow

KINDS = {"部门": "department", "镇街": "town", "纪检监察": "discipline"}
COLUMNS = (
    "代码",
    "名称",
    "类别",
    "上级单位",
    "属地",
    "电话",
    "联络员",
    "办公时间",
    "职责",
    "承接单位",
    "撤销日期",
)
MUST = ("代码", "名称", "类别")
MOST_BYTES, MOST_ROWS = 2**20, 2_000


def units_of(
    content: bytes, county: str, held: Mapping[str, Unit]
) -> tuple[dict[int, Unit], tuple[RefusedRow, ...]]:
    """The units a table names, by their lines, and the rows that are none. Raises TableError for a table without its columns.

    Codes may be written short (zjj). Duties: 事项/分类/词、词; several parted by a semicolon. A new unit has no topic of its own.
    """
    if len(content) > MOST_BYTES:
        raise TableError(0, "文件超过 1 MB。名录只有几百行，请核对是不是选错了文件。")
    named: dict[int, Unit] = {}
    refused: list[RefusedRow] = []
    headings: list[str] = []
    for line, row in lines_of(content):
        if not headings:
            headings = _headings(row)
            continue
        cells = {head: cell for head, cell in zip(headings, row, strict=False) if cell}
        if not cells:
            continue
        if len(named) + len(refused) >= MOST_ROWS:
            raise TableError(line, f"超过 {MOST_ROWS} 行。请核对是不是选错了文件。")
        try:
            named[line] = _unit(cells, county, held)
        except (ValueError, ValidationError) as wrong:
            refused.append(RefusedRow(line, _said(wrong)))
    if not headings:
        raise TableError(0, "这张表是空的。请用模板填写。")
    return named, tuple(refused)


def _headings(row: list[str]) -> list[str]:
    found = [cell.removesuffix("*") for cell in row]
    if lacking := [name for name in MUST if name not in found]:
        raise TableError(1, f"第一行缺少列：{'、'.join(lacking)}。表头须是 {'、'.join(COLUMNS)}。")
    if unknown := [name for name in found if name and name not in COLUMNS]:
        raise TableError(1, f"不认识的列：{'、'.join(unknown)}。请删去，或改成模板的表头。")
    return found


def _unit(cells: Mapping[str, str], county: str, held: Mapping[str, Unit]) -> Unit:
    if lacking := [name for name in MUST if name not in cells]:
        raise ValueError(f"没有填{'、'.join(lacking)}。")
    if cells["类别"] not in KINDS:
        raise ValueError(f"类别只能填{'、'.join(KINDS)}。")
    code = _code(cells["代码"], county)
    if code.partition("-")[0] != county:
        raise ValueError("代码不是本县的。请只填本县的单位。")
    before = held.get(code)
    return Unit(
        code=code, name=cells["名称"], county=county, kind=KINDS[cells["类别"]],
        parent=_code(cells["上级单位"], county) if "上级单位" in cells else None,
        place=cells.get("属地"), telephone=cells.get("电话", ""), liaisons=_liaisons(cells.get("联络员", "")),
        hours=cells.get("办公时间", ""), duties=_duties(cells.get("职责", "")),
        successor=_code(cells["承接单位"], county) if "承接单位" in cells else None,
        closed_on=_day(cells["撤销日期"]) if "撤销日期" in cells else None, feed=before.feed if before else False,
    )  # fmt: skip


def _code(given: str, county: str) -> str:
    return given if "-" in given else f"{county}-{given}"


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given.replace("/", "-"))
    except ValueError:
        raise ValueError("撤销日期不是日期。请写成 2026-12-31。") from None


def _parted(given: str, by: str) -> list[str]:
    return [
        part
        for each in given.replace("；", ";").replace("、", ",").replace("，", ",").split(by)
        if (part := each.strip())
    ]


def _liaisons(given: str) -> tuple[Liaison, ...]:
    """姓名 电话 邮箱；姓名 电话. The address is the part with an @."""
    return tuple(
        Liaison(
            name=name,
            telephone=" ".join(part for part in tail if "@" not in part),
            email=next((part for part in tail if "@" in part), ""),
        )
        for each in _parted(given, ";")
        for name, *tail in [each.split()]
    )


def _duties(given: str) -> tuple[Duty, ...]:
    found = []
    for each in _parted(given, ";"):
        title, category, words = (*(part.strip() for part in each.split("/")), "", "")[:3]
        if category and not (len(category) == 2 and category.isdecimal()):
            raise ValueError("职责要写成 事项/分类/词、词，分类是两位数字。")
        found.append(Duty(title=title, category=category, words=tuple(_parted(words, ","))))
    return tuple(found)


def _said(wrong: ValueError) -> str:
    return "代码只能用小写字母和数字，如 zjj。" if isinstance(wrong, ValidationError) else str(wrong)


def template() -> bytes:
    """The empty table with its headings, as CSV that a spreadsheet opens."""
    return ("\ufeff" + ",".join(f"{name}*" if name in MUST else name for name in COLUMNS) + "\r\n").encode()
