"""What the ranker sees of a text: short runs of characters, hashed; never a person, a place or a date of its own."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from zlib import crc32

LONGEST = 4  # characters of a run
TITLE = "\x01"  # marks a run of the title: it says in few words what the matter is about
_NOTHING = re.compile(r"\s+")
_FIGURES = re.compile(r"\d+")


def features(title: str, text: str) -> Counter[int]:
    """How often each run of one to four characters stands in the text; the title's runs by themselves and with the text's."""
    counted: Counter[int] = Counter()
    for run in _runs(plain(title)):
        counted[crc32(run.encode())] += 1
        if len(run) < LONGEST:
            counted[crc32((TITLE + run).encode())] += 1
    counted.update(crc32(run.encode()) for run in _runs(plain(text)))
    return counted


def runs_of(title: str, text: str) -> Mapping[int, str]:
    """Which run of characters a feature is, of those worth showing to a person."""
    return {
        crc32((mark + run).encode()): run
        for mark, part in (("", text), ("", title), (TITLE, title))
        for run in _runs(plain(part))
        if len(run) > 1 and run.isalpha()
    }


def plain(text: str) -> str:
    """One spelling for what reads alike; a number is a number, whichever."""
    return _FIGURES.sub("0", _NOTHING.sub("", unicodedata.normalize("NFKC", text).lower()))


def _runs(text: str) -> Iterator[str]:
    for length in range(1, LONGEST + 1):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]
