"""Repeats beside the form: this time and what is on record, ground by ground, with the matching words underlined."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from services.workbench.repeats import EXITS, compared
from services.workbench.words import day, grouped, local

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from services.workbench.language import Language

Marked = tuple[tuple[str, bool], ...]  # a sentence in pieces: text, and whether it matches


@dataclass(frozen=True, slots=True)
class Ground:
    """One row: what it compares, then both sides. `same` is said by a sign, not by colour."""

    name: str
    now: Marked
    then: Marked
    same: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item on record that may be the same. `under` says when, how and where it stands; `decided` is the clerk's."""

    item_no: str
    groups: tuple[str, ...]
    title: str
    under: str
    grounds: tuple[Ground, ...]
    compared: str
    decided: str
    exits: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeats:
    """Everything beside the form. `elsewhere` are sentences with place and date only."""

    candidates: tuple[Candidate, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What is shown, in sixteen signs; the clerk's own choices change nothing of it."""
        shown = [(each.item_no, each.under, each.grounds) for each in self.candidates]
        return hashlib.sha256(f"{shown}{self.elsewhere}".encode()).hexdigest()[:16]


def repeats(told: Mapping[str, Any], decided: Mapping[str, str], today: date, language: Language) -> Repeats:
    """`told` is intake's answer; `decided` what the clerk has said of each, by item number."""
    made = tuple(
        _candidate(n, each, decided.get(each["item_no"], ""), today, language)
        for n, each in enumerate(told.get("candidates", ()))
    )
    elsewhere = tuple(
        language.say(
            "repeats.elsewhere",
            county=each["county"],
            place=each.get("place") or "",
            day=_day(each["received_on"], today, language),
        )
        for each in told.get("elsewhere", ())
    )
    return Repeats(made, elsewhere)


def _candidate(n: int, told: Mapping[str, Any], decided: str, today: date, language: Language) -> Candidate:
    say = language.say
    parts = [
        say(
            "repeats.received",
            day=_day(told["received_on"], today, language),
            channel=language.word("channel", told["channel"]),
        ),
        language.word("state", told.get("state") or ""),
    ]
    if (count := int(told.get("count") or 1)) > 1:
        parts.append(say("repeats.count", n=count))
    # The first three have keys of their own; beyond that the hand goes to the list anyway.
    keys = tuple(f"alt+{n * 3 + i}" for i in range(1, 4)) if n < 3 else ()
    return Candidate(
        item_no=told["item_no"], groups=grouped(told["item_no"]), title=told["title"],
        under=say("punctuation.space").join(part for part in parts if part),
        grounds=tuple(_ground(each, language) for each in told.get("grounds", ())),
        compared=compared(told.get("grounds", ())), decided=decided, exits=tuple((exit_, say(f"repeats.exit_{exit_}")) for exit_ in EXITS), keys=keys,
    )  # fmt: skip


def _ground(told: Mapping[str, Any], language: Language) -> Ground:
    words = tuple(told.get("words", ()))
    now, then = str(told.get("now") or ""), str(told.get("then") or "")
    none = language.say("repeats.nothing")
    return Ground(
        language.say(f"repeats.ground_{told['ground']}"),
        marked(now or none, words),
        marked(then or none, words),
        bool(told["same"]),
    )


def marked(text: str, words: Sequence[str]) -> Marked:
    """The text in pieces, the matching words apart; longer words before shorter ones that lie within them."""
    sought = sorted({word for word in words if word}, key=len, reverse=True)
    if not sought:
        return ((text, False),)
    pieces = re.split("(" + "|".join(re.escape(word) for word in sought) + ")", text)
    return tuple((piece, n % 2 == 1) for n, piece in enumerate(pieces) if piece)


def _day(given: str, today: date, language: Language) -> str:
    on = datetime.fromisoformat(given)
    return day((local(on) if on.tzinfo else on).date(), today, language)
