"""Same facts (同事): do two tellings speak of the same place and of the same grievance; both are needed (spec/domain 3.2).

A complaint that was copied for another estate shares all its words but the name; one told anew shares the name and few
words. So the two are asked apart: how much of each one's names, and of its other words, stands in the other's text.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

LONGEST = 2000  # signs of a text that are compared
LINE = 60  # signs taken for the line on the matter, as long as there is none
UNKNOWN = 0.5  # of a line without any name, or without any other word
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Measure:
    """What likeness.toml says: what names end in, how far they reach back, and the three weights."""

    names: re.Pattern[str]
    reach: int
    best: float
    both: float
    none: float


@cache
def measure() -> Measure:
    """Read once."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    names = re.compile("|".join(map(re.escape, told["names"])))
    return Measure(names, told["reach"], told["best"], told["both"], told["none"])


def plain(text: str) -> str:
    """Words alone, parted by single spaces."""
    return _NO_WORD.sub(" ", text[:LONGEST].lower()).strip()


def pairs(text: str) -> frozenset[str]:
    """Every two neighbouring signs of a plain text."""
    return frozenset(a + b for a, b in pairwise(text) if " " not in (a, b))


@dataclass(frozen=True)
class Telling:
    """One item's words: `line` is the matter in a line (its title), `rest` all else."""

    line: str
    rest: str = ""

    @cached_property
    def short(self) -> str:
        return plain(self.line or self.rest[:LINE])

    @cached_property
    def all(self) -> frozenset[str]:
        return pairs(plain(f"{self.line} {self.rest}"))

    @cached_property
    def named(self) -> tuple[bool, ...]:
        """For each sign of the line, whether it belongs to a name."""
        return within_names(self.short)

    def found_in(self, other: Telling) -> tuple[float, float]:
        """The shares (0 to 1) of this line's names, and of its other words, that stand in the other's text."""
        told = self.short
        there = [False] * len(told)
        for at in range(len(told) - 1):
            if told[at : at + 2] in other.all:
                there[at] = there[at + 1] = True
        signs = [(name, hit) for name, hit, sign in zip(self.named, there, told, strict=True) if sign != " "]
        return _share([hit for name, hit in signs if name]), _share([hit for name, hit in signs if not name])


def within_names(text: str) -> tuple[bool, ...]:
    """Which signs of a plain text belong to a name of a place or a body."""
    how, inside = measure(), [False] * len(text)
    for name in how.names.finditer(text):
        start = name.start()
        while start > 0 and name.start() - start < how.reach and text[start - 1] != " ":
            start -= 1
        inside[start : name.end()] = [True] * (name.end() - start)
    return tuple(inside)


@dataclass(frozen=True, slots=True)
class Likeness:
    """`best` and `where`: how much of the names is shared (by the better of both, on average); `what`: of the other words;
    `all`: of all pairs of signs (Dice)."""

    best: float
    where: float
    what: float
    all: float

    @property
    def score(self) -> float:
        """Above 0 for the same facts; the further away, the surer."""
        how = measure()
        return how.best * self.best + how.both * self.where * self.what + how.none

    @property
    def same(self) -> bool:
        return self.score > 0

    @property
    def rank(self) -> float:
        """What candidates are put in order by, together with how rare the words are that led to them."""
        return self.where * self.what / 2 + math.sqrt(self.all)


def likeness(now: Telling, then: Telling) -> Likeness:
    """Both ways: the same, whichever came first."""
    (where, what), (where_back, what_back) = now.found_in(then), then.found_in(now)
    shared = len(now.all & then.all)
    dice = 2 * shared / (len(now.all) + len(then.all)) if shared else 0.0
    return Likeness(max(where, where_back), (where + where_back) / 2, (what + what_back) / 2, dice)


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits) if hits else UNKNOWN
