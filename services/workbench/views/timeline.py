"""What happened, who did it and why; and for every event where it went and what was done because of it."""

from __future__ import annotations

import string
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import DeliveryMode
from services.workbench.words import between, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import Entry


class Show(StrEnum):
    """Which part of the history is shown; one parameter of the address."""

    COURSE = "course"
    LEGAL = "legal"
    SERVICE = "service"
    LIMITS = "limits"
    ALL = "all"


LEGAL = frozenset({
    "matter_dispatched", "matter_accepted", "matter_opinion_issued", "matter_completed", "matter_closed_at_intake",
})  # fmt: skip
LOUD_LIMITS = frozenset({"clock_breached", "clock_breach_withdrawn"})
SYSTEM_ROLES = frozenset({"system", ""})


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the history as it is read."""

    id: str
    when: str
    what: str
    detail: str
    why: str
    who: str
    css: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What another service demonstrably did because of an event: its own event names it as its cause."""

    service: str
    what: str
    after: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Where one event went."""

    when: str
    what: str
    source: str
    topic: str
    seq: int
    id: str
    cause: str
    effects: tuple[Effect, ...]
    here_after: str


def shown(entries: Iterable[Entry], show: Show) -> list[Entry]:
    """The entries of one part, latest first."""
    chosen = [entry for entry in entries if _belongs(entry, show)]
    return sorted(chosen, key=_order, reverse=True)


def counts(entries: Iterable[Entry]) -> Mapping[Show, int]:
    kept = list(entries)
    return {show: sum(_belongs(entry, show) for entry in kept) for show in Show}


def line(entry: Entry, user: User, now: datetime, directory: Directory, language: Language) -> Line:
    """One entry in words. Facts that are codes are named; a reason appears only if all it needs is there."""
    facts = named_facts(entry, directory, language)
    mine = bool(entry.by) and entry.by == user.username
    legal = entry.type in LEGAL or (entry.type == "delivery_served" and not entry.facts.get("courtesy"))
    return Line(
        id=entry.id,
        when=moment(entry.at, now, language),
        what=what(entry, facts, language),
        detail=_filled(f"event.{entry.type}.detail", facts, language),
        why=_filled(f"event.{entry.type}.why", facts, language) or _brought(facts, language),
        who=(language.say("timeline.you", org=entry.org) if mine else _who(entry, language))
        + _for_whom(entry, language),
        css="mine" if mine else "legal" if legal else "",
    )


def traces(
    entries: Iterable[Entry], now: datetime, directory: Directory, language: Language
) -> tuple[Trace, ...]:
    """Every event of the matter, in the order it happened."""
    kept = sorted(entries, key=_order)
    by_id = {entry.id: entry for entry in kept}
    caused: dict[str, list[Entry]] = defaultdict(list)
    for entry in kept:
        if entry.caused_by:
            caused[entry.caused_by].append(entry)

    def said(entry: Entry) -> str:
        return what(entry, named_facts(entry, directory, language), language)

    return tuple(
        Trace(
            when=moment(entry.at, now, language),
            what=said(entry),
            source=service_name(entry.source, language),
            topic=entry.topic,
            seq=entry.seq,
            id=entry.id,
            cause=_cause(entry, by_id, said, language),
            effects=tuple(
                Effect(service_name(each.source, language), said(each), between(entry.at, each.at))
                for each in caused[entry.id]
            ),
            here_after=between(entry.at, entry.heard_at),
        )
        for entry in kept
    )


def what(entry: Entry, facts: Mapping[str, str], language: Language) -> str:
    return _filled(f"event.{entry.type}.what", facts, language) or language.word("event_name", entry.type)


def service_name(source: str, language: Language) -> str:
    return language.word("service", source.rsplit("/", 1)[-1])


def named_facts(entry: Entry, directory: Directory, language: Language) -> dict[str, str]:
    """Codes become names: units by the directory, words of closed lists by the locale file."""
    named = {}
    for name, value in entry.facts.items():
        named[name] = directory.unit(value).name if directory.has_unit(value) else language.word(name, value)
    if entry.facts.get("delivery_mode") == DeliveryMode.ELECTRONIC and "proof" in named:
        named["proof"] = language.say("mail.accepted", code=named["proof"].partition(" ")[0])
    if named.get("duty") == entry.facts.get("duty"):
        named["duty"] = entry.facts.get("name", "")
    return named


def _belongs(entry: Entry, show: Show) -> bool:
    limit = entry.type.startswith("clock_")
    match show:
        case Show.ALL:
            return True
        case Show.LIMITS:
            return limit
        case Show.SERVICE:
            return entry.type.startswith("delivery_")
        case Show.LEGAL:
            return entry.type in LEGAL or entry.type == "delivery_served"
        case _:
            return (not limit or entry.type in LOUD_LIMITS) and entry.type not in {
                "delivery_opened",
                "delivery_begun",
            }


def _order(entry: Entry) -> tuple[datetime, str, int]:
    return entry.at, entry.stream, entry.seq


def _brought(facts: Mapping[str, str], language: Language) -> str:
    """What an item brings along: the quick report it was made from; its number and papers in an older system."""
    said = (_filled(f"timeline.{name}", facts, language) for name in ("quick", "old_no", "old_papers"))
    return language.say("punctuation.clause").join(part for part in said if part)


def _for_whom(entry: Entry, language: Language) -> str:
    """Of what was done for an absent colleague, both names (AB岗)."""
    absent = entry.facts.get("stands_for")
    return language.say("timeline.stands_for", name=absent) if absent else ""


def _who(entry: Entry, language: Language) -> str:
    if entry.facts.get("past"):
        return language.say("timeline.past")
    if entry.role in SYSTEM_ROLES:
        return language.say("timeline.automatic", service=service_name(entry.source, language))
    role = language.word("role", entry.role)
    parts = (entry.who, role if entry.who != role else "", entry.org)
    return language.say("punctuation.comma").join(part for part in parts if part)


def _filled(key: str, facts: Mapping[str, str], language: Language) -> str:
    if not language.has(key):
        return ""
    needs = [name for _, name, _, _ in string.Formatter().parse(language.sentences[key]) if name]
    return language.say(key, **facts) if all(facts.get(name) for name in needs) else ""


def _cause(entry: Entry, by_id: Mapping[str, Entry], said: object, language: Language) -> str:
    if not entry.caused_by:
        return ""
    known = by_id.get(entry.caused_by)
    if known and callable(said):
        return str(said(known))
    return language.say("trace.command", id=entry.caused_by[:8])
