"""Which rule profiles there are, when each is in force, and which one a county follows on a day; a closed list."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pydantic import model_validator

from lianjie_contracts.base import Value

NATIONAL, LEGACY = "national_2022", "legacy_2005"


class RuleProfile(Value):
    """One set of rules. `valid_from` and `valid_to` are days of the county, both included; no `valid_to`: until further notice."""

    id: str
    name: str
    source: str
    valid_from: date
    valid_to: date | None = None
    base: str | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> RuleProfile:
        """A text that ends before it begins was printed once (spec/clocks 6): such a thing is refused, not read on."""
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError(f"profile {self.id} ends on {self.valid_to}, and begins on {self.valid_from}")
        return self

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@cache
def profiles() -> Mapping[str, RuleProfile]:
    """All profiles by id, in the order of the file; raises ValueError if one is malformed or rests on an unknown one."""
    text = files("lianjie_contracts").joinpath("profiles.toml").read_text(encoding="utf-8")
    known = {id_: RuleProfile(id=id_, **row) for id_, row in tomllib.loads(text).items()}
    all_known((each.base for each in known.values() if each.base), "profiles.toml", known)
    return known


def all_known(named: Iterable[str], where: str, known: Mapping[str, RuleProfile] | None = None) -> None:
    """Raises ValueError with the first name that is no profile: a rule for nobody would be passed over in silence."""
    for name in named:
        if name not in (known or profiles()):
            raise ValueError(f"{where}: there is no rule profile {name}")


def line(profile: str) -> tuple[str, ...]:
    """The profile, what it rests on, and the national one: where to look for a rule, in this order."""
    known, found = profiles(), [profile]
    while (own := known.get(found[-1])) and own.base:
        found.append(own.base)
    return tuple(dict.fromkeys((*found, NATIONAL)))


def profile_on(followed: Sequence[str], on: date) -> str:
    """Which of the profiles that a county follows is in force on a day: the youngest; none, then the national rule of that day."""
    known = profiles()
    in_force = [known[name] for name in followed if known[name].in_force(on)]
    if in_force:
        return max(in_force, key=lambda each: each.valid_from).id
    return NATIONAL if known[NATIONAL].in_force(on) else LEGACY


class Following(Value):
    """A county's own decision: from that day on it follows this profile, until it decides otherwise."""

    profile: str
    since: date


def followed_on(followed: Sequence[str], decided: Sequence[Following], on: date) -> str:
    """The profile of a day: as the last decision says that had begun by then; before any, as `profile_on`."""
    begun = [each for each in decided if each.since <= on]
    own = (max(begun, key=lambda each: each.since).profile,) if begun else followed
    return profile_on(own, on)


def changes(followed: Sequence[str], decided: Sequence[Following] = ()) -> tuple[tuple[date, str], ...]:
    """On which days the rules of a county change, and to which profile, from the oldest on."""
    known = [profiles()[name] for name in (LEGACY, NATIONAL, *followed, *(each.profile for each in decided))]
    days = sorted({each.valid_from for each in known} | {each.since for each in decided})
    told = [(day, followed_on(followed, decided, day)) for day in days]
    return (told[0], *(after for before, after in pairwise(told) if before[1] != after[1]))
