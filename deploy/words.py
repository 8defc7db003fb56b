"""What the person at the terminal reads, in the language that LIANJIE_LANGUAGE names (zh or en)."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LOCALES = Path(__file__).parent / "locale"
FIRST = "zh"


class Complaint(Exception):
    """A reason to stop, already put into one sentence for that person; `code` is what the command ends with."""

    code = 1

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(say(key, **facts))


class Misasked(Complaint):
    """What was asked cannot be answered as it stands."""

    code = 2


def say(key: str, **facts: object) -> str:
    """The sentence of that name with its facts filled in."""
    return sentences(os.environ.get("LIANJIE_LANGUAGE", FIRST))[key].format(**facts)


def listed(names: Iterable[str]) -> str:
    """Names one after the other, as this language joins them."""
    return say("joint").join(names)


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of one language; an unknown language reads as the first."""
    path = LOCALES / f"{language}.toml"
    if not language.isalpha() or not path.is_file():
        path = LOCALES / f"{FIRST}.toml"
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found
