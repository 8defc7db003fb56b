"""Several matters under one act, in words: what is chosen, what they share, which of them would be refused and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.workbench.views.acts import STRAIGHT_ON, title_of
from services.workbench.views.parts import state_word
from services.workbench.words import grouped

if TYPE_CHECKING:
    from services.workbench.language import Language
    from services.workbench.readmodel import MatterView
    from services.workbench.together import Common

AT_ONCE = 4  # acts in the bar; the others are one click away


@dataclass(frozen=True, slots=True)
class One:
    """One of the chosen; `because` is its owner's sentence where the act is refused for it."""

    id: str
    title: str
    groups: tuple[str, ...]
    state: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An act for so many of the chosen; `others` of them it is refused for."""

    name: str
    page: str
    count: int
    others: int


def ones(
    found: Sequence[MatterView], because: Mapping[str, str], language: Language
) -> tuple[tuple[One, ...], tuple[One, ...]]:
    """Those it may be done with, and those that it would be refused for."""
    every = [
        One(m.id, m.title, grouped(m.number), state_word(m, language), because.get(m.id, "")) for m in found
    ]
    return tuple(o for o in every if o.id not in because), tuple(o for o in every if o.id in because)


def choices(shared: Sequence[Common], chosen: int, language: Language) -> tuple[Choice, ...]:
    """What leads straight on first, then what may be done with most of them."""
    ranked = sorted(shared, key=lambda each: (_rank(each.offer.page), -len(each.allowed)))
    return tuple(
        Choice(title_of(each.offer, language), each.offer.page, len(each.allowed), chosen - len(each.allowed))
        for each in ranked
    )


def _rank(page: str) -> int:
    return STRAIGHT_ON.index(page) if page in STRAIGHT_ON else len(STRAIGHT_ON)


def alike(found: Sequence[MatterView], language: Language) -> str:
    """What the chosen have in common, where it helps: one proposal, or one unit."""
    proposals = {
        m.suggestion.unit_name if m.suggestion and m.suggestion.sure and not m.assignments else ""
        for m in found
    }
    leads = {m.lead.assignment.unit_name if m.lead else "" for m in found}
    for word, names in (("proposed", proposals), ("led", leads)):
        if len(found) > 1 and len(names) == 1 and (name := next(iter(names))):
            return language.say(f"together.{word}", unit=name)
    return ""
