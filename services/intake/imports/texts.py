"""What stands in one cell, as text: whatever the table program has made of it, refused where it has lost something."""

from __future__ import annotations

import re
from datetime import date, datetime

LONGEST_CELL = 10_000  # characters
DIGITS = 15  # of a number that a table program keeps exactly
_MARKUP = re.compile(r"<\s*[/!?a-zA-Z]")
FORMULA = "这是公式，不是填好的内容。请复制后“选择性粘贴—数值”再上传。"


def as_it_came(value: object) -> str:
    """For a table that is given back: nothing of it is judged."""
    if isinstance(value, date | datetime):
        return value.strftime("%Y-%m-%d")
    return "" if value is None else str(value)[:LONGEST_CELL]


def text_of(value: object) -> str:
    """A cell as text; raises ValueError with the way out for what is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date | datetime):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float):
        return _number(value)
    if not isinstance(value, str):
        raise ValueError(FORMULA)  # noqa: TRY004 - whoever catches it shows the sentence
    text = value.strip()
    if text.startswith(("=", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!")):
        raise ValueError(FORMULA)
    if _MARKUP.search(text):
        raise ValueError("文字里有网页代码（尖括号）。请删去，只留文字。")
    if len(text) > LONGEST_CELL:
        raise ValueError(f"文字超过 {LONGEST_CELL} 字。请缩短，细节作为附件。")
    return text


def _number(value: float) -> str:
    if abs(value) >= 10**DIGITS:
        raise ValueError("长号码被当成了数字，末几位已经丢失。请把这一列设为“文本”，再重新填写。")
    return str(int(value)) if value == int(value) else repr(value)
