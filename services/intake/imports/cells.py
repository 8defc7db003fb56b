"""How one cell of an imported table is read: each reader gives a value, or raises ValueError with what is wrong and the way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from lianjie_contracts.carried_over import OldDocument
from lianjie_contracts.vocabulary import Channel, ClaimResult, MatterClass, MatterState, Path, TransferMode
from services.intake.domain.numbers import LOCAL
from services.intake.tables import tables


class Ending(StrEnum):
    """How a matter was closed in the older system, as far as our rules know the way."""

    OPINION = "OPINION"
    GUIDED = "GUIDED"
    DISCIPLINE = "DISCIPLINE"


CHANNELS = {
    "来访": Channel.VISIT, "来信": Channel.LETTER, "网上": Channel.ONLINE, "来电": Channel.PHONE, "传真": Channel.FAX,
    "扫码": Channel.QR,
}  # fmt: skip
CLASSES = {
    "申诉求决": MatterClass.APPEAL, "意见建议": MatterClass.SUGGESTION, "检举控告": MatterClass.ACCUSATION, "其他": MatterClass.OTHER,
}  # fmt: skip
STAGES = {
    "待分办": MatterState.SCREENING, "待签收": MatterState.DISPATCHED, "已签收": MatterState.RECEIVED,
    "已受理": MatterState.ACCEPTED, "办理中": MatterState.HANDLING,
}  # fmt: skip
ENDINGS = {
    "出具意见": Ending.OPINION,
    "引导其他途径": Ending.GUIDED,
    "移送纪检监察": Ending.DISCIPLINE,
}
MODES = {"转送": TransferMode.FORWARD, "交办": TransferMode.ASSIGN}
RESULTS = {
    "支持": ClaimResult.SUPPORT,
    "解释": ClaimResult.EXPLAIN,
    "不支持": ClaimResult.NOT_SUPPORT,
}
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$")
_SHA256 = re.compile(r"^[0-9a-fA-F]{64}$")
_PARTED = re.compile(r"[\n;；]")
LONGEST_NAME = 100  # characters of a paper's name or number


def one_of(words: Mapping[str, Any], what: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:  # noqa: ANN401 - a word of a closed list
        if text not in words:
            raise ValueError(f"没有这种{what}。请填：{'、'.join(words)}。")
        return words[text]

    return read


def date_of(text: str) -> date:
    found = _DAY.match(text)
    try:
        year, month, day = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise ValueError("看不出是哪一天。请写成 2026-11-02 这样。") from None


def day(text: str) -> datetime:
    """Midnight of the day, in the centre's time."""
    return datetime.combine(date_of(text), time(), LOCAL)


def end_of_day(text: str) -> datetime:
    return datetime.combine(date_of(text), time(23, 59, 59, 999000), LOCAL)


def number_of(what: str, example: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit():
            raise ValueError(f"{what}应是数字，如 {example}。不清楚可不填。")
        return int(text)

    return read


def parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARTED.split(text) if part.strip())


def people(text: str) -> tuple[str, ...]:
    """Names, each once; a list mark or a comma parts them, too."""
    return tuple(dict.fromkeys(_listed(text)))


def _listed(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[\n;；、,，]", text) if name.strip()]


def results(text: str) -> tuple[ClaimResult, ...]:
    return tuple(one_of(RESULTS, "处理结果")(part) for part in _listed(text))


def category(text: str) -> str:
    """A code of the first level, by code or name."""
    codes = {zh: code for code, zh in tables().categories.items()}
    if text in codes.values():
        return text
    return str(one_of(codes, "内容分类")(text))


def path(text: str) -> Path:
    """A lawful path other than ours, by its name or its first word."""
    rows = {row.zh: path for path, row in tables().paths.items() if path is not Path.PETITION}
    found = [path for zh, path in rows.items() if text and (text in zh or zh in text)]
    return found[0] if len(found) == 1 else Path(one_of(rows, "途径")(text))


def still_open(text: str) -> None:
    """Only what is still to be handled: a closed matter has a table of its own."""
    if text not in ("否", "未办结"):
        raise ValueError("已办结的件不在这张表里导入。请下载“已办结件”表格，把这一行挪过去。")


def documents(text: str) -> tuple[OldDocument, ...]:
    return tuple(_document(part) for part in parts(text))


def _document(text: str) -> OldDocument:
    name, _, mark = (piece.strip() for piece in text.replace("｜", "|").partition("|"))
    if not name or not mark:
        raise ValueError("每份材料写“名称|编号”或“名称|扫描件的 SHA-256”。请用竖线隔开，补上编号。")
    if len(name) > LONGEST_NAME or len(mark) > LONGEST_NAME:
        raise ValueError(f"材料的名称、编号各最多 {LONGEST_NAME} 字。请缩短。")
    if _SHA256.match(mark):
        return OldDocument(name=name, sha256=mark.lower())
    return OldDocument(name=name, number=mark)


READERS: Mapping[str, Callable[[str], Any]] = {
    "text": str, "channel": one_of(CHANNELS, "信访形式"), "matter_class": one_of(CLASSES, "件类"), "stage": one_of(STAGES, "环节"),
    "ending": one_of(ENDINGS, "办结方式"), "mode": one_of(MODES, "转交方式"), "day": day, "date": date_of, "end_of_day": end_of_day,
    "heads": number_of("人数", "1、80"), "days": number_of("天数", "0、23"), "list": parts, "people": people, "results": results,
    "category": category, "path": path, "still_open": still_open, "documents": documents,
}  # fmt: skip
