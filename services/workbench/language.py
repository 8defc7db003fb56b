"""The words of the pages: everything a person reads stands in locale/<language>/, one file per part of the window."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LOCALES = Path(__file__).parent / "locale"


class Language:
    """One language; a missing key is an error, never an empty page."""

    def __init__(self, code: str, sentences: Mapping[str, str]) -> None:
        self.code = code
        self.sentences = sentences

    def say(self, key: str, /, **facts: object) -> str:
        return self.sentences[key].format(**facts)

    def has(self, key: str) -> bool:
        return key in self.sentences

    def word(self, list_: str, value: str) -> str:
        """The name of a word from a closed list; a word of a newer release is shown as it stands."""
        return self.sentences.get(f"{list_}.{value}", value)

    def list_of(self, list_: str) -> tuple[tuple[str, str], ...]:
        """A closed list with its names, in the order of the file; what a newer release may bring is not offered."""
        begins = f"{list_}."
        return tuple(
            (key.removeprefix(begins), said)
            for key, said in self.sentences.items()
            if key.startswith(begins) and not key.endswith(".UNKNOWN")
        )


@cache
def language(code: str) -> Language:
    """`zh` knows every page, `en` those of the citizen."""
    sentences: dict[str, str] = {}
    for path in sorted((LOCALES / code).glob("*.toml")):
        told = dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
        if twice := sentences.keys() & told.keys():
            raise ValueError(f"{path.name} says again: {', '.join(sorted(twice))}")
        sentences |= told
    return Language(code, sentences)


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        pairs += (
            _flat(value, f"{prefix}{name}.")
            if isinstance(value, Mapping)
            else [(f"{prefix}{name}", str(value))]
        )
    return pairs
