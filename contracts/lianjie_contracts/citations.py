"""How laws are cited: 《name》（edition）第N条, read from a text and written into one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OUTSIDE = "未收录："
STATE = "中华人民共和国"
CITED = re.compile(r"《([^《》]+)》(?:\s*（([^（）]*)）)?([^《]*)")
_ARTICLE = re.compile(r"第\s*([〇零一二两三四五六七八九十百千]+|\d+)\s*条")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Cited:
    """One law as a text cites it: the name as usual, the year of the edition if one is named, the articles."""

    name: str
    year: str
    articles: tuple[int, ...]


def article(number: int) -> str:
    """第三十五条."""
    return f"第{_in_words(number)}条"


def unmarked(text: str) -> tuple[bool, str]:
    """Whether a text is marked as standing outside the library, and the text without the mark."""
    body = text.strip().replace("未收录:", OUTSIDE, 1)
    return body.startswith(OUTSIDE), body.removeprefix(OUTSIDE).strip()


def cited_in(text: str) -> Iterator[Cited]:
    """Each law that a text cites, in its order."""
    for name, edition, rest in CITED.findall(text):
        year = re.search(r"\d{4}", edition)
        yield Cited(
            name.removeprefix(STATE), year[0] if year else "", tuple(map(_number, _ARTICLE.findall(rest)))
        )


def _number(said: str) -> int:
    """三十一, 31: as a number."""
    if said.isdecimal():
        return int(said)
    whole = digit = 0
    for sign in said:
        if sign in _UNITS:
            whole += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return whole + digit


def _in_words(number: int) -> str:
    """31: 三十一."""
    said, zero = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if zero else "") + "零一二三四五六七八九"[digit] + word
        zero = bool(said) and digit == 0
    return said.removeprefix("一") if said.startswith("一十") else said
