"""The page of one matter: what it is, what may be done, what was claimed, what happened, what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from lianjie_contracts.profiles import profiles
from lianjie_contracts.vocabulary import ClockKind
from services.workbench.clockchip import Chip, chip
from services.workbench.standing import co_standing
from services.workbench.views.kin import Related, related
from services.workbench.views.limits import Card, cards
from services.workbench.views.papers import File, Paper, Visit, files, paper, visits
from services.workbench.views.parts import duty_name, received, state_word, tags, unit_name
from services.workbench.views.timeline import Line, Show, Trace, counts, line, shown, traces
from services.workbench.words import grouped, masked_name, masked_phone, moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from lianjie_contracts.base import Claim
    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import AssignmentView, ClockView, ItemView, MatterView


@dataclass(frozen=True, slots=True)
class Opened:
    """Personal fields of a petitioner, opened for this page only; None where the key is gone or nothing was given."""

    name: str | None = None
    phone: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    number: int
    text: str
    note: str
    unit: str
    role: str
    path: str
    state: str
    duty: str
    chip: Chip | None


@dataclass(frozen=True, slots=True)
class Waits:
    """What of this matter waits for somebody's approval; `own`: the reader may take it back, `mine`: may decide it."""

    act: str
    asked: str
    no: int
    own: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template needs, already in words."""

    id: str
    title: str
    groups: tuple[str, ...]
    state: str
    tags: tuple[str, ...]
    channel: str
    received: str
    first_handler: str
    person: str
    phone: str
    litigation: str
    place: str
    content: str
    claims: tuple[ClaimRow, ...]
    lines: tuple[Line, ...]
    show: Show
    counts: Mapping[Show, int]
    clocks: tuple[Card, ...]
    papers: tuple[Paper, ...]
    files: tuple[File, ...]
    visits: tuple[Visit, ...]
    traces: tuple[Trace, ...]
    related: tuple[Related, ...]
    profile: str
    waits: Waits | None
    version: str


def page(
    matter: MatterView,
    person: Opened,
    user: User,
    now: datetime,
    show: Show,
    directory: Directory,
    language: Language,
    kin: Mapping[str, MatterView] = MappingProxyType({}),
) -> Page:
    """The whole page of one matter for one person at one instant. `kin`: of its related matters those this person may see."""
    item = matter.first_item
    timeline = shown(matter.timeline, show)
    return Page(
        id=matter.id,
        title=matter.title,
        groups=grouped(matter.number),
        state=state_word(matter, language),
        tags=tags(matter, language),
        channel=language.word("channel", matter.channel),
        received=received(matter, now, language),
        first_handler=item.first_handler if item else "",
        person=_person(item, person, matter, user, language),
        phone=masked_phone(person.phone) if person.phone and not _hidden(matter, user) else "",
        litigation=language.word("litigation", matter.litigation),
        place=matter.place.name if matter.place else "",
        content=item.content if item else "",
        claims=tuple(
            _claim(n, claim, matter, now, directory, language) for n, claim in enumerate(matter.claims, 1)
        ),
        lines=tuple(line(entry, user, now, directory, language) for entry in timeline),
        show=show,
        counts=counts(matter.timeline),
        clocks=cards(matter, user, now, directory, language),
        papers=tuple(paper(each, user, now, language) for each in matter.deliveries.values()),
        files=files(matter, user, now, language),
        visits=visits(matter, now, language),
        related=related(matter, kin, user, language),
        traces=traces(matter.timeline, now, directory, language),
        profile=profiles()[matter.profile].name if matter.profile in profiles() else matter.profile,
        waits=_waits(matter, user, now, language),
        version=version_of(matter),
    )


def _waits(matter: MatterView, user: User, now: datetime, language: Language) -> Waits | None:
    """What the office weighs among itself is no unit's business, nor the other way round."""
    held = matter.proposal
    if held is None or held.unit != user.unit:
        return None
    asked = language.say("approvals.asked", who=held.by.name or held.by.id, at=moment(held.at, now, language))
    own = held.by.id == user.username
    return Waits(
        held.act_name, asked, held.no, own, not own and bool(user.roles.intersection(held.approvers))
    )


def version_of(matter: MatterView) -> str:
    """Changes with every event heard."""
    return ".".join(str(seq) for _, seq in sorted(matter.heard.items()))


def _hidden(matter: MatterView, user: User) -> bool:
    """Who asked for secrecy is not shown to a unit."""
    return matter.secrecy and user.in_unit


def _person(item: ItemView | None, person: Opened, matter: MatterView, user: User, language: Language) -> str:
    if item is None or item.petitioner is None:
        return language.say("person.not_heard")
    if _hidden(matter, user):
        return language.say("person.secret")
    if item.petitioner.is_anonymous:
        return language.say("person.anonymous")
    if person.name is None:
        return language.say("person.erased")
    name = masked_name(person.name)
    return language.say("person.group", name=name, n=matter.headcount) if matter.headcount > 1 else name


def holder_of(claim: Claim, matter: MatterView) -> AssignmentView | None:
    """The unit that answers a claim: the one it was given to, else the lead."""
    named = [a for a in matter.assignments if claim.claim_id in a.assignment.claim_ids]
    return named[0] if named else matter.lead


def _claim(
    n: int, claim: Claim, matter: MatterView, now: datetime, directory: Directory, language: Language
) -> ClaimRow:
    holder = holder_of(claim, matter)
    unit = holder.assignment.unit if holder else claim.unit
    clock = _clock_of(holder.assignment.unit if holder else None, matter)
    answer = (
        next((a for a in matter.opinion.answers if a.claim_id == claim.claim_id), None)
        if matter.opinion
        else None
    )
    return ClaimRow(
        number=n,
        text=claim.text,
        note=language.word("claim_result", answer.result) if answer else "",
        unit=unit_name(unit, directory, language) if unit else language.say("claim.no_unit"),
        role=_role(holder, language) if holder else language.say("claim.proposed") if unit else "",
        path=language.word("path", claim.path) if claim.path else language.say("claim.no_path"),
        state=_claim_state(holder, matter, language),
        duty=duty_name(clock, language) if clock else "",
        chip=chip(clock, now, language) if clock else None,
    )


def _role(holder: AssignmentView, language: Language) -> str:
    people = language.say("punctuation.list").join(holder.handlers)
    return language.say(
        "claim.role", role=language.word("assignment_role", holder.assignment.role), people=people
    )


def _claim_state(holder: AssignmentView | None, matter: MatterView, language: Language) -> str:
    if holder is None or holder is matter.lead:
        return state_word(matter, language)
    return (
        language.say("claim.answered") if holder.answered_at else language.word("state", co_standing(holder))
    )


def _clock_of(unit: str | None, matter: MatterView) -> ClockView | None:
    """The duty that runs for this unit, else the last one that ran."""
    duties = [c for c in matter.clocks.values() if c.kind is ClockKind.DUTY and c.unit == unit and c.due_at]
    running = [c for c in duties if c.runs]
    return min(running, key=_due, default=None) or max(duties, key=_due, default=None)


def _due(clock: ClockView) -> float:
    return clock.due_at.timestamp() if clock.due_at else 0.0
