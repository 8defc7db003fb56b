"""The citizen's page: where the matter stands, who holds it, when the answer is due, whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import DeliveryState, MatterState
from services.workbench.readmodel import Withdrawal
from services.workbench.views.citizen_requests import Asked, Offer, acts_of, asked_of, pending_of
from services.workbench.views.matter import holder_of
from services.workbench.words import day, day_and_weekday, grouped, local

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.readmodel import MatterView

S = MatterState
STEPS = ("registered", "passed_on", "accepted", "in_work", "answered")
_REACHED = {
    S.REGISTERED: 0, S.SCREENING: 0, S.AWAITING_INFO: 0, S.DISPATCHED: 1, S.RECEIVED: 1, S.OBJECTED: 1, S.DISPUTED: 1,
    S.ACCEPTED: 3, S.HANDLING: 3, S.ON_LEGAL_PATH: 3, S.MEDIATING: 3, S.HEARING: 3, S.SUSPENDED: 3, S.REOPENED: 3,
    S.OPINION_READY: 3, S.COMPLETED: 4, S.CLOSED: 4, S.FINALIZED: 4, S.ARCHIVED: 4,
}  # fmt: skip
ASIDE = frozenset({S.CLOSED_AT_INTAKE, S.WITHDRAWN, S.MERGED, S.NONE})


@dataclass(frozen=True, slots=True)
class Step:
    """`css`: past, cur or next; `mark`: ✓ or the number; every future step says its latest date."""

    css: str
    mark: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """What was parted from the matter and goes its own way: its claims, who has them, when they are answered."""

    claims: tuple[Answered, ...]
    now: str
    who: str
    answer_by: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """Everything on the citizen's page, in words."""

    centre: str
    title: str
    groups: tuple[str, ...]
    now: str
    who: str
    answer_by: str
    telephone: str
    steps: tuple[Step, ...]
    claims: tuple[Answered, ...]
    papers: tuple[str, ...]
    because: str
    pending: str
    came_to_nothing: str
    requests: tuple[Asked, ...]
    acts: tuple[Offer, ...]
    joined: str
    parts: tuple[Part, ...]


def status(
    matter: MatterView, number: str, now: datetime, directory: Directory, language: Language, parted: Sequence[MatterView] = (),
) -> Status:  # fmt: skip
    """The page of one item's matter. Never internal notes, other petitioners, or what an accusation says. `parted`: the
    matters parted from it; of these only what this very item asked for is shown."""
    county = directory.county(matter.county)
    lead = matter.lead
    due = _answer_due(matter)
    today = local(now).date()
    own = [each for each in parted if number in each.numbers]
    return Status(
        centre=county.centre,
        title=language.say("citizen.restricted_title") if matter.restricted else matter.title,
        groups=grouped(number),
        now=language.word("citizen_now", matter.state or "REGISTERED"),
        who=lead.assignment.unit_name if lead else county.centre,
        answer_by=_answer_by(matter, today, language),
        telephone=(lead.contact if lead and lead.contact else county.telephone),
        steps=() if matter.state in ASIDE else _steps(matter, due, today, language),
        claims=() if matter.restricted else _claims(matter, language),
        papers=_papers(matter, today, language),
        because=matter.closed_because,
        pending=pending_of(matter, now, language),
        came_to_nothing=matter.withdrawal_because if matter.withdrawal is Withdrawal.OVERTAKEN else "",
        requests=asked_of(matter, number, now, language),
        acts=acts_of(matter, now, language),
        joined=_joined(matter, number, today, language),
        parts=tuple(_part(each, today, directory, language) for each in own),
    )


def _joined(matter: MatterView, number: str, today: date, language: Language) -> str:
    """That what came under this number is handled with what the same person had brought before."""
    first = matter.first_item
    if not matter.absorbed or first is None or first.number == number:
        return ""
    return language.say("citizen.joined", day=day(local(first.received_at).date(), today, language))


def _part(matter: MatterView, today: date, directory: Directory, language: Language) -> Part:
    lead = matter.lead
    return Part(
        claims=(Answered(language.say("citizen.restricted_title"), ""),)
        if matter.restricted
        else _claims(matter, language),
        now=language.word("citizen_now", matter.state or "REGISTERED"),
        who=lead.assignment.unit_name if lead else directory.county(matter.county).centre,
        answer_by=_answer_by(matter, today, language),
        papers=_papers(matter, today, language),
    )


def _papers(matter: MatterView, today: date, language: Language) -> tuple[str, ...]:
    """What has reached the petitioner."""
    return tuple(
        _paper(each.title, each.served_at, today, language)
        for each in matter.deliveries.values()
        if each.state is DeliveryState.SERVED
    )


def _answer_by(matter: MatterView, today: date, language: Language) -> str:
    due = _answer_due(matter)
    if due is None:
        return _answer_rule(matter, language)
    return language.say("citizen.latest", day=day_and_weekday(due, today, language))


def _answer_due(matter: MatterView) -> date | None:
    due = [
        c.due_at
        for c in matter.clocks.values()
        if c.clock == "C07" and c.due_at and (c.runs or c.state == "HELD")
    ]
    return local(max(due)).date() if due else None


def _answer_rule(matter: MatterView, language: Language) -> str:
    if _REACHED.get(S(matter.state or "REGISTERED"), 0) >= 4:
        return language.say("citizen.answered_already")
    return language.say("citizen.answer_rule")


def _steps(matter: MatterView, due: date | None, today: date, language: Language) -> tuple[Step, ...]:
    reached = _REACHED.get(S(matter.state or "REGISTERED"), 0)
    when = _dates(matter)
    lead = matter.lead
    facts = {
        "unit": lead.assignment.unit_name if lead else language.say("citizen.the_unit"),
        "due": day(due, today, language) if due else "",
    }
    return tuple(
        _step(n, name, reached, when.get(name), facts, today, language) for n, name in enumerate(STEPS)
    )


def _step(
    n: int,
    name: str,
    reached: int,
    at: datetime | None,
    facts: dict[str, str],
    today: date,
    language: Language,
) -> Step:
    finished = reached == len(STEPS) - 1
    tense = "past" if n < reached or finished else "cur" if n == reached else "next"
    date_ = day(local(at).date(), today, language) if at else ""
    key = f"citizen_step.{name}.{tense}"
    if tense == "next" and facts["due"] and language.has(f"{key}_due"):
        key = f"{key}_due"
    text = language.say(key, **facts, day=date_) if language.has(key) else date_
    mark = "✓" if tense == "past" else str(n + 1)
    return Step(tense, mark, language.say(f"citizen_step.{name}.title", **facts), text)


def _dates(matter: MatterView) -> dict[str, datetime | None]:
    at = {entry.type: entry.at for entry in matter.timeline}
    return {
        "registered": matter.received_at,
        "passed_on": at.get("matter_dispatched"),
        "accepted": at.get("matter_accepted"),
        "in_work": at.get("matter_handler_assigned") or at.get("matter_accepted"),
        "answered": at.get("matter_completed"),
    }


def _claims(matter: MatterView, language: Language) -> tuple[Answered, ...]:
    found = []
    for claim in matter.claims:
        holder = holder_of(claim, matter)
        answer = (
            next((a for a in matter.opinion.answers if a.claim_id == claim.claim_id), None)
            if matter.opinion
            else None
        )
        if answer and matter.state in {S.COMPLETED, S.CLOSED, S.FINALIZED, S.ARCHIVED}:
            result = language.word("claim_result", answer.result)
            text = language.say("citizen.claim_answer", result=result, text=answer.text)
        elif holder:
            text = holder.assignment.unit_name
        else:
            text = language.say("citizen.claim_waiting")
        found.append(Answered(claim.text, text))
    return tuple(found)


def _paper(title: str, at: datetime | None, today: date, language: Language) -> str:
    return (
        language.say("citizen.paper", title=title, day=day(local(at).date(), today, language))
        if at
        else title
    )
