"""What is displayed to everybody of law and process [S1 3(4); corrections 24]: fixed texts, one file each, and the plain sheets by category."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.workbench import sheets

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """`as_of` is the day on which the text was last compared with the law; `basis` names the law."""

    key: str
    title: str
    lead: str
    basis: str
    as_of: str
    sections: tuple[Section, ...]


@cache
def texts() -> tuple[Text, ...]:
    """In the order of the file names."""
    return tuple(_read(path) for path in sorted(HERE.glob("*.toml")))


def text(key: str) -> Text | None:
    return next((each for each in texts() if each.key == key), None)


def plain_sheet(code: str) -> sheets.Sheet | None:
    """The sheet of a category, if it has one of its own."""
    return next((each for each in sheets.sheets() if each.code == code), None)


def _read(path: Path) -> Text:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = tuple(Section(each["heading"], tuple(each["lines"])) for each in told["sections"])
    key = path.stem.partition("_")[2]
    return Text(key, told["title"], told["lead"], told["basis"], str(told["as_of"]), parts)
