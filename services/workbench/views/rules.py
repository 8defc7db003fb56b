"""A rule profile as its page shows it: beside the national rule, and on which days a county's rules change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianjie_contracts.profiles import changes, line, profiles
from services.workbench.words import day

if TYPE_CHECKING:
    from datetime import date

    from lianjie_contracts.directory import CountyEntry
    from services.workbench.language import Language


@dataclass(frozen=True, slots=True)
class ProfileLink:
    id: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Change:
    """`on` a county's rules became, or will become, those of the profile; one of the lines is today's."""

    on: str
    profile: str
    href: str
    now: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    rule: str
    national: str
    here: str
    differs: bool


@dataclass(frozen=True, slots=True)
class RulesPage:
    """`parts`: heading and lines of each owner."""

    name: str
    source: str
    valid: str
    rests_on: str
    links: tuple[ProfileLink, ...]
    changes: tuple[Change, ...]
    parts: tuple[tuple[str, tuple[RuleLine, ...]], ...]


def rules_view(
    chosen: str, county: CountyEntry, today: date, told: Mapping[str, Sequence[Mapping[str, Any]]], words: Language
) -> RulesPage:  # fmt: skip
    known, its = profiles(), profiles()[chosen]
    until = (
        words.say("rules.until", day=day(its.valid_to, today, words))
        if its.valid_to
        else words.say("rules.open")
    )
    since = changes(county.profiles, county.follows)
    current = max((on for on, _ in since if on <= today), default=None)
    return RulesPage(
        name=its.name,
        source=its.source,
        valid=words.say("rules.valid", day=day(its.valid_from, today, words), until=until),
        rests_on=words.say("punctuation.list").join(known[each].name for each in line(chosen)[1:]),
        links=tuple(ProfileLink(each.id, each.name, each.id == chosen) for each in known.values()),
        changes=tuple(
            Change(day(on, today, words), known[profile].name, f"/rules?profile={profile}", on == current)
            for on, profile in since
        ),
        parts=lines_of(told, words),
    )  # fmt: skip


def lines_of(
    told: Mapping[str, Sequence[Mapping[str, Any]]], words: Language
) -> tuple[tuple[str, tuple[RuleLine, ...]], ...]:
    """Of each owner its rules."""
    return tuple(
        (words.say(f"rules.part_{service}"), tuple(_line(row, words) for row in rows))
        for service, rows in told.items()
    )


def _line(row: Mapping[str, Any], words: Language) -> RuleLine:
    rule = str(row["rule"])
    name = f"{rule} {row['name']}" if "name" in row else words.say(f"rule.{rule}")
    return RuleLine(
        name, _said(row["national"], words), _said(row["here"], words), row["national"] != row["here"]
    )


def _said(value: Any, words: Language) -> str:  # noqa: ANN401 - a rule's value: yes or no, a number, a list, a length
    match value:
        case bool():
            return words.say("rules.yes" if value else "rules.no")
        case {"enabled": False}:
            return words.say("rules.off")
        case {"length": length, "unit": unit}:
            return words.say("rules.length", n=length, unit=words.word("rules_unit", unit))
        case {"most": most, "heads": heads}:
            return (
                words.say("rules.most_up_to", n=most, heads=heads)
                if heads
                else words.say("rules.most", n=most)
            )
        case list() | tuple():
            return words.say("punctuation.clause").join(_said(each, words) for each in value) or words.say(
                "rules.none"
            )
        case _:
            return str(value)
