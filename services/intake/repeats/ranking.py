"""In which order few are compared, and which of those are shown: the rarer the words that led there, the nearer."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from services.intake.repeats.likeness import Likeness

FOLLOWED = 40  # items that one piece of text leads to, the newest
COMPARED = 40  # items whose text is laid beside the question
SHOWN = 5

Postings = tuple[tuple[str, ...], ...]  # for each piece of the question, the items it leads to


def nearness(postings: Postings) -> dict[str, float]:
    """For each item the share (0 to 1) of the question's pieces that led to it; a piece that leads to few counts more.

    How rare a piece is shows in how many it leads to: no count of the whole store is kept or needed.
    """
    weights = [1 + math.log(FOLLOWED / max(1, len(ids))) for ids in postings]
    whole = sum(weights)
    found: dict[str, float] = defaultdict(float)
    for weight, ids in zip(weights, postings, strict=True):
        for id_ in ids:
            found[id_] += weight / whole
    return dict(found)


def nearest(near: dict[str, float]) -> list[str]:
    """The few that are worth comparing."""
    return sorted(near, key=lambda id_: (-near[id_], id_))[:COMPARED]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One item that was compared."""

    item_id: str
    matter_id: str
    same_people: bool
    near: float
    like: Likeness

    @property
    def worth_showing(self) -> bool:
        """The same people with anything, or anybody with the same facts; a person judges."""
        return self.same_people or self.like.same

    @property
    def order(self) -> tuple[bool, bool, float]:
        both = self.same_people and self.like.same
        return both, self.same_people, self.near + self.like.rank


def shown(compared: Iterable[Ranked]) -> list[Ranked]:
    """At most five matters, the likeliest first, each by its likeliest item."""
    best: dict[str, Ranked] = {}
    for each in sorted(compared, key=lambda each: (each.order, each.item_id), reverse=True):
        if each.worth_showing:
            best.setdefault(each.matter_id, each)
    return list(best.values())[:SHOWN]
