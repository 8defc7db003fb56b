"""The columns of a table that is imported: their headings, the field of the form each fills, and an example for the template."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from lianjie_contracts.vocabulary import Channel, MatterClass
from services.intake.domain.numbers import LOCAL

SHEET = "信访件"
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$")
CHANNEL_WORDS = {
    "来访": Channel.VISIT, "来信": Channel.LETTER, "网上": Channel.ONLINE, "来电": Channel.PHONE, "传真": Channel.FAX,
    "扫码": Channel.QR,
}  # fmt: skip
CLASS_WORDS = {
    "申诉求决": MatterClass.APPEAL, "意见建议": MatterClass.SUGGESTION, "检举控告": MatterClass.ACCUSATION, "其他": MatterClass.OTHER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is the path in the registration form. `read` raises ValueError with what is wrong and the way out."""

    heading: str
    field: str
    example: str
    read: Callable[[str], Any] = str
    must: bool = False


def _channel(text: str) -> Channel:
    if text not in CHANNEL_WORDS:
        raise ValueError(f"没有这种信访形式。请填：{'、'.join(CHANNEL_WORDS)}。")
    return CHANNEL_WORDS[text]


def _class(text: str) -> MatterClass:
    if text not in CLASS_WORDS:
        raise ValueError(f"没有这种件类。请填：{'、'.join(CLASS_WORDS)}；不清楚可不填。")
    return CLASS_WORDS[text]


def _received(text: str) -> datetime:
    """Midnight of the day, in the centre's time."""
    found = _DAY.match(text)
    try:
        year, month, day = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
        return datetime.combine(date(year, month, day), time(), LOCAL)
    except ValueError:
        raise ValueError("看不出是哪一天。请写成 2026-11-02 这样。") from None


def _heads(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError("人数应是数字，如 1、80。不清楚可不填。")
    return int(text)


def _claims(text: str) -> tuple[str, ...]:
    return tuple(claim.strip() for claim in re.split(r"[\n;；]", text) if claim.strip())


def _open(text: str) -> None:
    """Only what is still to be handled: a matter that is closed would be opened again, with new limits."""
    if text not in ("否", "未办结"):
        raise ValueError(
            "已办结的件现在不能导入：导入会重新立件并计算期限。请从表中删去这一行，旧件留在原系统备查。"
        )


OLD_NUMBER = "原编号"
NO_NAME = "匿名"
COLUMNS = (
    Column(OLD_NUMBER, "exchange_no", "云信访〔2025〕0312号", must=True),
    Column("信访形式", "channel", "来访", _channel, must=True),
    Column("收到日期", "received_at", "2026-11-02", _received, must=True),
    Column("姓名", "petitioner.name", "覃桂兰"),
    Column("身份证号", "petitioner.id_no", ""),
    Column("无证件原因", "petitioner.id_unavailable_reason", "原登记未记"),
    Column("电话", "petitioner.phone", "13877514267"),
    Column("住址", "petitioner.address", "河西街道 3 号"),
    Column("人数", "headcount", "1", _heads),
    Column("事发地代码", "place_code", "{county}003", must=True),
    Column("标题", "title", "屋面渗漏，要求维修", must=True),
    Column("主要内容", "main_content", "顶楼屋面自今年五月起渗漏，多次报修未处理。"),
    Column("诉求", "claims", "修好屋面；赔偿室内损失", _claims),
    Column("件类", "matter_class", "申诉求决", _class),
    Column("是否办结", "", "否", _open),
)
BY_HEADING = {column.heading: column for column in COLUMNS}
MUST = tuple(column.heading for column in COLUMNS if column.must)


def heading_of(field: str) -> str:
    """The column that fills a field of the form, named as an error names it; the old number's for what no column fills."""
    found = (
        each for each in COLUMNS if each.field and (field == each.field or field.startswith(f"{each.field}."))
    )
    return next((each.heading for each in found), "整行")
