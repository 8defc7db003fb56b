"""The rules of the registration form: which field is asked for when, and what an item still lacks. Rows come from tables/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from lianjie_contracts.vocabulary import Channel, MatterClass

CHANNELS = (Channel.VISIT, Channel.LETTER, Channel.ONLINE, Channel.PHONE, Channel.FAX, Channel.QR)
Facts = Mapping[str, str]
_BLANK: tuple[Any, ...] = (None, "", (), [], "NOT_ASKED")


class Stage(StrEnum):
    """The three stages of a registration (correction 16)."""

    REGISTER = "REGISTER"
    INTERVIEW = "INTERVIEW"
    SCREEN = "SCREEN"


class Need(StrEnum):
    """How much a field is needed; see tables/fields.toml."""

    BLOCKS = "B"
    MUST = "M"
    IF = "C"
    MAY = "O"
    NOT_ASKED = "-"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One row of the form. `because` is the sentence of a field that blocks."""

    id: str
    zh: str
    stage: Stage
    needs: Mapping[Channel, Need]
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    because: str = ""
    instead: str = ""
    fixed: bool = False

    def need(self, channel: Channel, facts: Facts) -> Need:
        """The need that holds now; a condition that does not hold leaves the field optional."""
        asked = self.needs[channel]
        return asked if asked == Need.NOT_ASKED or holds(self.when, facts) else Need.MAY


@dataclass(frozen=True, slots=True)
class Most:
    """At most so many representatives, up to so many heads."""

    most: int
    heads: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What one rule profile says about registering."""

    id: str
    representatives: tuple[Most, ...]
    agents: int
    joint_letter_from: int
    group_from: int
    fields: tuple[FieldRule, ...]

    def said(self) -> dict[str, Any]:
        """All but the form itself, which has a page of its own."""
        own = asdict(self)
        return {name: own[name] for name in ("representatives", "agents", "joint_letter_from", "group_from")}

    def most_representatives(self, headcount: int) -> int:
        return next(
            each.most for each in self.representatives if each.heads is None or headcount <= each.heads
        )


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Who may keep their name to themselves."""

    channels: frozenset[Channel]
    classes: frozenset[MatterClass]
    because: str

    def allowed(self, channel: Channel, matter_class: MatterClass) -> bool:
        return channel in self.channels or matter_class in self.classes


def holds(when: Mapping[str, Iterable[str]], facts: Facts) -> bool:
    return all(facts.get(name, "") in words for name, words in when.items())


def facts_of(given: Mapping[str, Any]) -> Facts:
    """What rules may depend on, of a form or of an item (both as nested mappings)."""
    person = given["petitioner"]
    said = {
        "anonymous": person.get("is_anonymous"),
        "organisation": person.get("type") in ("LEGAL_PERSON", "OTHER_ORGANISATION"),
        "document": person.get("id_no"),
        "group": given.get("headcount", 1) > 1,
        "agent": given.get("agents"),
        "repeat": given.get("repeat_of") or given.get("is_repeat"),
    }
    words = {name: "yes" if holds_ else "no" for name, holds_ in said.items()}
    return {**words, "source": given["source"], "matter_class": given["matter_class"]}


def lacking(
    rules: Iterable[FieldRule], given: Mapping[str, Any], channel: Channel, needs: Iterable[Need]
) -> Iterator[tuple[str, FieldRule]]:
    """The fields of these needs that are not filled in, each with its concrete name (representatives.0.id_no)."""
    facts, wanted = facts_of(given), frozenset(needs)
    for rule in rules:
        if rule.need(channel, facts) in wanted:
            instead = dict(values(given, rule.instead)) if rule.instead else {}
            for name, value in values(given, rule.id):
                stands_in = instead.get(_same_place(name, rule.instead))
                if value in _BLANK and stands_in in _BLANK:
                    yield name, rule


def values(given: Any, path: str) -> list[tuple[str, Any]]:  # noqa: ANN401 - a form as plain data
    """The values at a path, with their concrete names; a star stands for every member of a list."""
    found: list[tuple[str, Any]] = [("", given)]
    for step in path.split("."):
        found = [pair for name, value in found for pair in _step(name, value, step)]
    return [(name[1:], value) for name, value in found]


def _step(name: str, value: Any, step: str) -> list[tuple[str, Any]]:  # noqa: ANN401
    if step == "*":
        return [(f"{name}.{n}", each) for n, each in enumerate(value or ())]
    return [(f"{name}.{step}", value.get(step) if isinstance(value, Mapping) else None)]


def _same_place(name: str, path: str) -> str:
    """The path of another field for the same member of a list: representatives.0.id_no, representatives.*.x → ….0.x."""
    numbers = iter(part for part in name.split(".") if part.isdigit())
    return ".".join(next(numbers) if part == "*" else part for part in path.split("."))
