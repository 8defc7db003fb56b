"""What a reader of identity cards gave as text: name, number, sex, people, birth and address, in whatever way it writes them."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LABELS = {
    "name": "姓名",
    "gender": "性别",
    "ethnicity": "民族",
    "birth_on": "出生日期|出生",
    "address": "住址|地址",
    "id_no": "公民身份号码|身份证号码|身份证号|证件号码",
    "": "签发机关|有效期限|有效期",  # on the card, of no use here: they end what stands before them
}
_LABEL = re.compile("|".join(f"(?:{words})" for words in _LABELS.values()))
_BETWEEN = re.compile(r"[,，;；|\t\r\n]+")
_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
_DAY = re.compile(r"(19|20)\d{2}\D?\d{1,2}\D?\d{1,2}\D?")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,20}")
_TRIM = " 　:：,，;；|\t\r\n"


@dataclass(frozen=True, slots=True)
class Card:
    """One card; what the reader did not give is empty. `birth_on` is as printed, for the number tells it too."""

    id_no: str
    name: str = ""
    gender: str = ""
    ethnicity: str = ""
    birth_on: str = ""
    address: str = ""

    @property
    def told(self) -> Mapping[str, str]:
        """What is known, by field."""
        return {name: value for name, value in asdict(self).items() if value}


def read(text: str) -> Card | None:
    """The card in `text`; None if it is a number somebody typed, or no card at all."""
    number = _NUMBER.search(text)
    if number is None or not (_LABEL.search(text) or _BETWEEN.search(text.strip(_TRIM))):
        return None
    told = _labelled(text) if _LABEL.search(text) else _in_order(text, number[0])
    people = told.get("ethnicity", "").removesuffix("族")  # printed without, named with it (GB/T 3304)
    return Card(
        id_no=number[0].upper(), name=told.get("name", ""), gender=told.get("gender", ""), address=told.get("address", ""),
        ethnicity=f"{people}族" if people else "", birth_on=told.get("birth_on", ""),
    )  # fmt: skip


def _labelled(text: str) -> dict[str, str]:
    """“姓名 覃桂兰 性别 女 …”: each value runs to the next label, on one line or on several."""
    marks = [*_LABEL.finditer(text)]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    told = {}
    for mark, end in zip(marks, ends, strict=True):
        field = next(name for name, words in _LABELS.items() if mark[0] in words.split("|"))
        told[field] = " ".join(text[mark.end() : end].split()).strip(_TRIM)
    return told


def _in_order(text: str, number: str) -> dict[str, str]:
    """“覃桂兰,女,壮,19580614,河西街道…,4501…”: told apart by what they look like, for readers differ in their order."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip() and number not in part]
    told: dict[str, str] = {}
    for part in parts:
        if part in ("男", "女"):
            told.setdefault("gender", part)
        elif _DAY.fullmatch(part):
            told.setdefault("birth_on", part)
        elif "name" not in told and _NAME.fullmatch(part):
            told["name"] = part
        elif "gender" in told and "ethnicity" not in told and _NAME.fullmatch(f"{part}族"):
            told["ethnicity"] = part
        elif not part.endswith(("局", "分局")) and re.search(r"[\u4e00-\u9fff]{3}", part):
            told.setdefault("address", part)
    return told
