"""The library of legal bases as its page shows it: laws with the articles that were found, and whether they hold on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from services.workbench.words import day

if TYPE_CHECKING:
    from datetime import date

    from lianjie_contracts.laws import Entry, Law
    from services.workbench.language import Language


@dataclass(frozen=True, slots=True)
class LawLine:
    """`state` says that it does not hold on the day; `articles`: how each is cited, and what it says."""

    name: str
    edition: str
    state: str
    valid: str
    source: str
    checked: bool
    articles: tuple[tuple[str, str], ...]


def laws_view(found: Iterable[Entry], on: date, words: Language) -> tuple[LawLine, ...]:
    """Each edition once, in the order found."""
    return tuple(_line(law, tuple(each), on, words) for law, each in groupby(found, lambda entry: entry.law))


def _line(law: Law, found: tuple[Entry, ...], on: date, words: Language) -> LawLine:
    since = words.say("laws.since", day=day(law.valid_from, on, words))
    valid = (
        words.say("laws.until", since=since, until=day(law.valid_to, on, words)) if law.valid_to else since
    )
    state = "" if law.in_force(on) else words.say("laws.coming" if on < law.valid_from else "laws.gone")
    articles = tuple((each.citation, each.about) for each in found if each.article)
    source = law.source.replace("[GK]", "").strip("；， ") or words.say("laws.unchecked")
    return LawLine(law.name, law.edition, state, valid, source, law.checked, articles)
