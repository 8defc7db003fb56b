"""The grounds of a proposal: one row each, this time beside what is on record, so that a person can decide (spec/domain 3.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from lianjie_contracts.events.item_registered import ItemRegistered
from services.intake.repeats.question import RepeatQuestion, Someone
from services.intake.repeats.words import in_common

Name = Callable[[str], str]  # of a code; empty if nobody knows it
RESTRICTED = "限制查阅"  # what stands for the words of an accusation, for who may not read them


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
    """What is compared: the question and an earlier item, who of the asked are in it, whether the accused and the facts
    are the same, and whether the reader may see what an accusation says [R22 30]."""

    asked: RepeatQuestion
    earlier: ItemRegistered
    in_both: Collection[Someone]
    same_accused: bool
    same_facts: bool
    reads: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """What codes of places, units and categories are called."""

    place: Name
    unit: Name
    category: Name


def grounds(compared: Compared, names: Names) -> tuple[Ground, ...]:
    """The rows that have something to say; of an accusation never who wrote it [R22 30]."""
    asked, earlier = compared.asked, compared.earlier
    claims = "；".join(claim.text for claim in earlier.claims)
    rows = [
        None if asked.is_accusation else _person(compared),
        _text(compared, "title", asked.title, earlier.title, same=compared.same_facts),
        _place(asked, earlier, names.place),
        _text(compared, "claims", "；".join(asked.claims), claims),
        _category(asked, earlier, names.category),
        _accused(compared, names.unit),
    ]
    return tuple(row for row in rows if row)


def _person(compared: Compared) -> Ground | None:
    asked = [someone for someone in compared.asked.people if someone.name or someone.id_no]
    if not asked:
        return None
    if not compared.in_both:
        return Ground("person", masked(asked[0]), "另一人", same=False)
    someone = next(iter(compared.in_both))
    return Ground("person", masked(someone), masked(someone), same=True)


def _text(compared: Compared, ground: str, now: str, then: str, *, same: bool | None = None) -> Ground | None:
    if not now or not then:
        return None
    words = tuple(in_common(now, then))
    same = bool(words) if same is None else same
    return Ground(ground, now, then, same, words) if compared.reads else Ground(ground, now, RESTRICTED, same)


def _place(asked: RepeatQuestion, earlier: ItemRegistered, name: Name) -> Ground | None:
    if not asked.place_code:
        return None
    now = name(asked.place_code) or asked.place_code
    return Ground("place", now, earlier.place.name, same=asked.place_code == earlier.place.code)


def _category(asked: RepeatQuestion, earlier: ItemRegistered, name: Name) -> Ground | None:
    now, then = asked.category, earlier.category
    return (
        Ground("category", name(now) or now, name(then) or then, same=now == then) if now and then else None
    )


def _accused(compared: Compared, name: Name) -> Ground | None:
    asked, earlier = compared.asked, compared.earlier
    now = asked.accused or (name(asked.accused_unit) if asked.accused_unit else "")
    if not now:
        return None
    then = now if compared.same_accused else name(earlier.accused_unit or "")
    return Ground("accused", now, then or "没有写明", same=compared.same_accused)


def masked(someone: Someone) -> str:
    """The document as the window shows it (spec/domain 3.1), else the family name."""
    number = "".join(someone.id_no.split()).upper()
    if len(number) > 10:
        return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
    return someone.name[:1] + "*" * max(1, len(someone.name) - 1)
