"""Parts that several pages share: chips, tags, names of units and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import ClockKind, LitigationStatus, MatterClass, MatterState, Urgency
from services.workbench.clockchip import Chip, chip
from services.workbench.readmodel import GROUP_FROM, ClockState
from services.workbench.words import day, local

if TYPE_CHECKING:
    from datetime import datetime

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import ClockView, MatterView


@dataclass(frozen=True, slots=True)
class NamedChip:
    """A chip with the duty it stands for."""

    duty: str
    chip: Chip


def duty_name(clock: ClockView, language: Language) -> str:
    return language.say(f"duty.{clock.clock}") if language.has(f"duty.{clock.clock}") else clock.name


def running_duties(
    matter: MatterView, user: User | None, now: datetime, language: Language
) -> tuple[NamedChip, ...]:
    """Every limit that runs against an authority, nearest first; for a unit, its own."""
    mine = [
        clock
        for clock in matter.clocks.values()
        if clock.runs and clock.kind is ClockKind.DUTY and clock.due_at
        and (user is None or user.unit is None or clock.unit in (None, user.unit))
    ]  # fmt: skip
    mine.sort(key=lambda clock: clock.due_at.timestamp() if clock.due_at else 0)
    return tuple(NamedChip(duty_name(clock, language), chip(clock, now, language)) for clock in mine)


def last_duty(
    matter: MatterView, user: User | None, now: datetime, language: Language
) -> tuple[NamedChip, ...]:
    """Where nothing runs any more: how the last limit ended, or what it waits for."""
    ended = [
        c
        for c in matter.clocks.values()
        if c.kind is ClockKind.DUTY and c.due_at and c.state is not ClockState.VOID
    ]
    if user and user.unit:
        ended = [clock for clock in ended if clock.unit == user.unit]
    last = max(ended, key=lambda clock: clock.started_at or clock.due_at or now, default=None)
    return (NamedChip(duty_name(last, language), chip(last, now, language)),) if last else ()


def tags(matter: MatterView, language: Language) -> tuple[str, ...]:
    """Facts about the matter, never about a person."""
    found = []
    if len(matter.claims) > 1:
        found.append(language.say("tag.claims", n=len(matter.claims)))
    if matter.headcount >= GROUP_FROM:
        found.append(language.say("tag.group", n=matter.headcount))
    if matter.urgency in {Urgency.MAJOR, Urgency.URGENT}:
        found.append(language.word("urgency", matter.urgency))
    if len(matter.items) > 1:
        found.append(language.say("tag.repeat", n=len(matter.items)))
    if matter.litigation in {LitigationStatus.PENDING, LitigationStatus.SHOULD_GO}:
        found.append(language.word("litigation", matter.litigation))
    if matter.matter_class in {MatterClass.SUGGESTION, MatterClass.ACCUSATION}:
        found.append(language.word("matter_class", matter.matter_class))
    beside = (f"beside.{machine}.{state}" for machine, state in matter.beside.items())
    found += [language.say(key) for key in beside if language.has(key)]
    if matter.restricted:
        found.append(language.say("tag.restricted"))
    return tuple(found)


def unit_name(code: str | None, directory: Directory, language: Language) -> str:
    """The unit's name; no code means the office itself."""
    if not code:
        return language.say("unit.office")
    return directory.unit(code).name if directory.has_unit(code) else code


def state_word(matter: MatterView, language: Language) -> str:
    """Two states are two things each to a reader: OPINION_READY is drafted, or signed and on its way; SCREENING still lacks
    its class or a path, or waits for its unit, as the two worklists say."""
    if matter.state == MatterState.OPINION_READY and matter.opinion:
        return language.say("state.ISSUED")
    if matter.state == MatterState.SCREENING and matter.unscreened:
        return language.say("state.UNSCREENED")
    return language.word("state", matter.state or MatterState.REGISTERED)


def received(matter: MatterView, now: datetime, language: Language) -> str:
    return day(local(matter.received_at).date(), local(now).date(), language) if matter.received_at else ""
