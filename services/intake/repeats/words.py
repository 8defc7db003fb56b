"""Which words two texts have in common, for a person to see why they were laid side by side."""

from __future__ import annotations

import re

LONGEST = 600  # signs of either text that are looked at: what is shown is a line, not a letter
SHOWN = 8
_BREAKS = re.compile(r"[^\w]+|[_]+")
# Begins or ends no word worth underlining: particles, pronouns, and what every petition says.
_EMPTY = "的了是在有我你他们和及与或也都就又还不没要请把被对向从到给让等这那个为以于上下中里外之其此而且并但已将着过很再"
_SAID_BY_ALL = frozenset({"要求", "请求", "希望", "反映", "问题", "情况", "解决", "处理", "领导", "尊敬", "您好", "你好", "谢谢"})  # fmt: skip


def in_common(now: str, then: str) -> list[str]:
    """The longest pieces (two signs and more) that stand in both, in the order of `now`; at most eight."""
    here, there = now[:LONGEST], then[:LONGEST]
    found: dict[str, None] = {}
    for part in _BREAKS.split(here):
        at = 0
        while at < len(part) - 1:
            piece = _longest_at(part, at, there)
            word = piece.strip(_EMPTY)
            if len(word) > 1 and word not in _SAID_BY_ALL:
                found.setdefault(word)
            at += max(1, len(piece))
    told = [word for word in found if not any(word != other and word in other for other in found)]
    longest = set(sorted(told, key=len, reverse=True)[:SHOWN])
    return [word for word in told if word in longest]


def _longest_at(part: str, at: int, there: str) -> str:
    """The longest beginning of `part[at:]`, of two signs at least, that stands in `there`; empty if none."""
    end = at + 2
    if part[at:end] not in there:
        return ""
    while end < len(part) and part[at : end + 1] in there:
        end += 1
    return part[at:end]
