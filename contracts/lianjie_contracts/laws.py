"""The library of legal bases: which laws there are, when each edition is in force, and what a citation of them means on a day.

A reference is the citation itself, 《name》第N条, so that people, pages and units' own systems write the same. What the library
does not hold may be cited all the same, marked as such: a library that lacks a law must not stop work (correction 23).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files

from pydantic import Field, model_validator

from lianjie_contracts.base import Value
from lianjie_contracts.citations import CITED, OUTSIDE, STATE, Cited, article, cited_in, unmarked

UNCHECKED = "[GK]"


class Law(Value):
    """One edition of a law. `valid_from` and `valid_to` are days of the county, both included; no `valid_to`: until further
    notice. `articles`: how many it has, 0 unknown. `about`: what an article says, in short. `source`: where we have it from,
    [GK] where nobody has compared it with the official text. `instead`: the law that took the place of one that is gone."""

    name: str
    edition: str
    valid_from: date
    valid_to: date | None = None
    articles: int = Field(default=0, ge=0)
    source: str = UNCHECKED
    instead: str = ""
    about: Mapping[int, str] = {}

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Law:
        """As of rule profiles: a text that ends before it begins was printed once (spec/clocks 6)."""
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError(
                f"{self.name} ({self.edition}) ends on {self.valid_to}, and begins on {self.valid_from}"
            )
        if self.articles and max(self.about, default=0) > self.articles:
            raise ValueError(f"{self.name} ({self.edition}) has no article {max(self.about)}")
        return self

    @property
    def short(self) -> str:
        """As it is usually cited."""
        return self.name.removeprefix(STATE)

    @property
    def checked(self) -> bool:
        return UNCHECKED not in self.source

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the library: an edition, or one of its articles; `citation` is how it is cited."""

    law: Law
    article: int
    citation: str
    about: str


@dataclass(frozen=True)
class Library:
    """All laws that an installation or a county knows."""

    laws: tuple[Law, ...]

    @cached_property
    def _editions(self) -> Mapping[str, tuple[Law, ...]]:
        """By the usual name, the youngest first."""
        found: dict[str, list[Law]] = {}
        for law in sorted(self.laws, key=lambda law: law.valid_from, reverse=True):
            found.setdefault(law.short, []).append(law)
        return {name: tuple(laws) for name, laws in found.items()}

    def editions(self, name: str) -> tuple[Law, ...]:
        return self._editions.get(name.removeprefix(STATE), ())

    def in_force(self, name: str, on: date) -> Law | None:
        return next((law for law in self.editions(name) if law.in_force(on)), None)

    def wrong(self, text: str, on: date) -> str:
        """Why a text is no legal basis for an act of that day, with the way out; empty if it is one.

        A mark lets through what the library lacks, and nothing that it knows to be expired.
        """
        marked, body = unmarked(text)
        cited = tuple(cited_in(body))
        if not cited and not marked:
            return f"没有写明是哪部法规。请从法规库选条文，写成《法规名称》第几条；法规库没有的，在前面写“{OUTSIDE}”。"
        said = (self._wrong(each, on, marked=marked) for each in cited)
        return next(filter(None, said), "")

    def expired(self, text: str, on: date) -> str:
        """As `wrong`, of a text that need not be a law: only what it cites of the library must be in force."""
        return self.wrong(OUTSIDE + text, on)

    def whole(self, text: str, on: date) -> str:
        """The citation in full, as a document prints it: whole names; the edition where the library holds several; no mark."""

        def written(found: re.Match[str]) -> str:
            law = self.in_force(found[1], on)
            if law is None:
                return found[0]
            named = found[2] or (law.edition if len(self.editions(law.name)) > 1 else "")
            return f"《{law.name}》{f'（{named}）' if named else ''}{found[3]}"

        return CITED.sub(written, unmarked(text)[1])

    def find(self, sought: str, on: date | None = None, most: int = 200) -> tuple[Entry, ...]:
        """Lines that have every word sought; with a day only what is in force then. An edition stands before its articles."""
        words = sought.replace("《", " ").replace("》", " ").split()
        found = (
            entry
            for laws in self._editions.values()
            for law in laws
            if on is None or law.in_force(on)
            for entry in _entries(law)
            if all(word in f"{entry.citation} {law.name} {law.edition} {entry.about}" for word in words)
        )
        return tuple(entry for _, entry in zip(range(most), found, strict=False))

    def _wrong(self, cited: Cited, on: date, *, marked: bool) -> str:
        editions = self.editions(cited.name)
        if not editions:
            lacks = f"法规库没有《{cited.name}》。请核对名称；确实没有收录的，在前面写“{OUTSIDE}”。"
            return "" if marked else lacks
        law = self.in_force(cited.name, on)
        if law is None:
            return _gone(editions, on)
        if cited.year and cited.year not in law.edition:
            return (
                f"《{law.short}》{_day(on)}有效的是{law.edition}，不是{cited.year}年的。请按有效的文本引用。"
            )
        if beyond := [n for n in cited.articles if not 1 <= n <= (law.articles or n)]:
            return (
                f"《{law.short}》（{law.edition}）共 {law.articles} 条，没有第 {beyond[0]} 条。请核对条号。"
            )
        return ""


@cache
def library() -> Library:
    """The laws that come with the program; raises ValueError if the file is malformed."""
    text = files("lianjie_contracts").joinpath("laws.toml").read_text(encoding="utf-8")
    return Library(tuple(Law.model_validate(row) for row in tomllib.loads(text)["laws"]))


def _entries(law: Law) -> Iterator[Entry]:
    yield Entry(law, 0, f"《{law.short}》", "")
    for number, about in sorted(law.about.items()):
        yield Entry(law, number, f"《{law.short}》{article(number)}", about)


def _gone(editions: tuple[Law, ...], on: date) -> str:
    youngest = editions[0]
    if on < editions[-1].valid_from:
        return f"《{youngest.short}》{_day(editions[-1].valid_from)}才施行。请引用{_day(on)}有效的法规。"
    last = next(law for law in editions if law.valid_from <= on)
    until = _day(last.valid_to) if last.valid_to else ""
    instead = f"，现行的是《{last.instead}》" if last.instead else ""
    return f"《{last.short}》（{last.edition}）有效到{until}{instead}。请改引现行有效的条文。"


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
