"""The grounds of a proposal: one row each, this time beside what is on record, so that a person can decide (spec/domain 3.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from lianjie_contracts.events.item_registered import ItemRegistered
from services.intake.repeats.question import RepeatQuestion, Someone
from services.intake.repeats.words import in_common

Names = Callable[[str], str]  # of a place or a unit, by its code; empty if nobody knows it


@dataclass(frozen=True, slots=True)
class Ground:
    """`ground` is person, title, place, claims, category or accused; `words` stand in both."""

    ground: str
    now: str
    then: str
    same: bool
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: the question, an earlier item, who of the asked are in it, and whether the facts agree."""

    asked: RepeatQuestion
    earlier: ItemRegistered
    in_both: Collection[Someone]
    same_facts: bool


def grounds(compared: Compared, place: Names, unit: Names) -> tuple[Ground, ...]:
    """The rows that have something to say; of an accusation never who wrote it [R22 30]."""
    asked, earlier = compared.asked, compared.earlier
    rows = [
        None if asked.is_accusation else _person(compared),
        _text("title", asked.title, earlier.title, compared.same_facts),
        _place(asked, earlier, place),
        _text("claims", "；".join(asked.claims), "；".join(c.text for c in earlier.claims), None),
        _coded("category", asked.category, earlier.category, str),
        _coded("accused", asked.accused_unit, earlier.accused_unit or "", unit),
    ]
    return tuple(row for row in rows if row)


def _person(compared: Compared) -> Ground | None:
    asked = [someone for someone in compared.asked.people if someone.name or someone.id_no]
    if not asked:
        return None
    if not compared.in_both:
        return Ground("person", masked(asked[0]), "另一人", False)
    someone = next(iter(compared.in_both))
    return Ground("person", masked(someone), masked(someone), True)


def _text(ground: str, now: str, then: str, same: bool | None) -> Ground | None:
    if not now or not then:
        return None
    words = tuple(in_common(now, then))
    return Ground(ground, now, then, bool(words) if same is None else same, words)


def _place(asked: RepeatQuestion, earlier: ItemRegistered, place: Names) -> Ground | None:
    if not asked.place_code:
        return None
    now = place(asked.place_code) or asked.place_code
    return Ground("place", now, earlier.place.name, asked.place_code == earlier.place.code)


def _coded(ground: str, now: str, then: str, name: Names) -> Ground | None:
    if not now or not then:
        return None
    return Ground(ground, name(now) or now, name(then) or then, now == then)


def masked(someone: Someone) -> str:
    """The document as the window shows it (spec/domain 3.1), else the family name."""
    number = "".join(someone.id_no.split()).upper()
    if len(number) > 10:
        return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
    return someone.name[:1] + "*" * max(1, len(someone.name) - 1)
