"""What a county has decided of its own rules as the page shows it: in force, waiting with what it would change, and by whom before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lianjie_contracts.directory import DeclaredRule
from lianjie_contracts.profiles import Following, profiles
from services.workbench.views.parts import unit_name
from services.workbench.views.rules import RuleLine, lines_of
from services.workbench.words import day, local, moment

if TYPE_CHECKING:
    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.people import User


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    title: str
    conditions: str
    unit: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    no: int
    at: str
    what: str
    proposed_by: str
    by: str


@dataclass(frozen=True, slots=True)
class WaitingRules:
    """`rules` and `differences`: of the declared rules; `follows`, `parts`: of the profile, and which of its rules differ."""

    no: int
    asked: str
    own: bool
    rules: tuple[DeclaredLine, ...]
    looked: str
    differences: tuple[tuple[str, str, str, str], ...]
    follows: str
    parts: tuple[tuple[str, tuple[RuleLine, ...]], ...]


def declared(
    rules: Sequence[DeclaredRule], directory: Directory, words: Language
) -> tuple[DeclaredLine, ...]:
    """Each rule with what it asks and whom it proposes, in their order."""
    clause = words.say("punctuation.clause")
    return tuple(
        DeclaredLine(
            rule.title,
            clause.join(_conditions(rule, directory, words)),
            unit_name(rule.unit, directory, words),
        )
        for rule in rules
    )


def _conditions(rule: DeclaredRule, directory: Directory, words: Language) -> Iterator[str]:
    if rule.words:
        yield words.say("county_rules.says", words=words.say("punctuation.list").join(rule.words))
    if rule.category:
        yield words.say("county_rules.of_category", category=words.word("category", rule.category))
    if rule.place:
        yield words.say("county_rules.at_place", place=directory.place_name(rule.place))


def versions(told: Mapping[str, Any], now: datetime, words: Language) -> tuple[VersionLine, ...]:
    return tuple(
        VersionLine(
            each["no"],
            moment(datetime.fromisoformat(each["at"]), now, words),
            each["what"],
            each["proposed_by"],
            each["by"],
        )
        for each in told.get("versions", ())
    )


def decided(told: Mapping[str, Any]) -> Following | None:
    """The decision on a profile that waits."""
    waits = told.get("waiting")
    if not waits:
        return None
    held = told["entry"]["follows"]
    return next(
        (Following.model_validate(each) for each in waits["entry"]["follows"] if each not in held), None
    )


def waiting(
    told: Mapping[str, Any], rules: tuple[Mapping[str, Any], Mapping[str, Any]], user: User, directory: Directory, now: datetime,
    words: Language,
) -> WaitingRules | None:  # fmt: skip
    """`rules`: what each owner says of the profile followed so far, and of the one that is put up."""
    waits, decision = told.get("waiting"), decided(told)
    if not waits:
        return None
    at = moment(datetime.fromisoformat(waits["at"]), now, words)
    put_up = tuple(map(DeclaredRule.model_validate, waits["entry"]["rules"]))
    changed = waits["entry"]["rules"] != told["entry"]["rules"]
    none = words.say("county_rules.nobody")
    follows = ""
    if decision:
        since = day(decision.since, local(now).date(), words)
        follows = words.say("county_rules.follows", day=since, profile=profiles()[decision.profile].name)
    return WaitingRules(
        no=int(waits["no"]),
        asked=words.say("county_rules.asked", who=waits["by_name"] or waits["by"], at=at, what=waits["what"]),
        own=waits["by"] == user.username,
        rules=declared(put_up, directory, words) if changed else (),
        looked=words.say("county_rules.looked", n=waits["looked_at"], differ=len(waits["differences"]))
        if changed
        else "",
        differences=tuple(
            (each["number"], each["title"], each["before"] or none, each["after"] or none)
            for each in waits["differences"]
        ),
        follows=follows,
        parts=lines_of(_beside(*rules), words) if decision else (),
    )


def _beside(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Of each owner the rules that differ between two profiles: the one followed so far stands where the national one does."""
    told = {}
    for service, rows in after.items():
        held = {row["rule"]: row["here"] for row in before.get(service, ())}
        told[service] = [
            dict(row) | {"national": was}
            for row in rows
            if (was := held.get(row["rule"], row["national"])) != row["here"]
        ] + [
            dict(row) | {"national": row["here"], "here": row["national"]}
            for row in before.get(service, ())
            if row["here"] != row["national"] and row["rule"] not in {each["rule"] for each in rows}
        ]
    return told
