"""Plain sheets (明白纸): what somebody with such a matter should know, one page by kind of matter; the texts are data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GENERAL = "00"
FILE = Path(__file__).with_name("sheets.toml")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `bring` what to bring, `roads` who decides and by when, with the article, `know` what else helps."""

    code: str
    name: str
    bring: tuple[str, ...]
    roads: tuple[str, ...]
    know: tuple[str, ...] = ()


@cache
def sheets() -> tuple[Sheet, ...]:
    """In the order of the file, the general one first; `code` is the first level of the content classification."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["sheet"]
    return tuple(
        Sheet(row["code"], row["name"], tuple(row["bring"]), tuple(row["roads"]), tuple(row.get("know", ())))
        for row in rows
    )


def sheet(code: str) -> Sheet:
    """The sheet of a category; the general one where there is none of its own."""
    found = {each.code: each for each in sheets()}
    return found.get(code[:2], found[GENERAL])
