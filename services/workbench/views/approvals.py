"""What waits for approval, in words: who proposes what on which matter, and everything the act would bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from services.workbench.readmodel import MatterView
from services.workbench.views.parts import unit_name
from services.workbench.words import day, grouped, local, moment

if TYPE_CHECKING:
    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import ProposalView

NOT_SHOWN = frozenset({"approved_by", "competent", "mode"})  # told by whom it was put to, the shares, the act


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal. `own`: it is the reader's, who cannot approve it; `mine`: it was put to the reader by name."""

    matter_id: str
    groups: tuple[str, ...]
    title: str
    no: int
    act: str
    asked: str
    put_to: str
    says: tuple[tuple[str, str], ...]
    own: bool


def waiting(
    matters: Iterable[MatterView], user: User, now: datetime, directory: Directory, words: Language
) -> tuple[Waiting, ...]:
    """The oldest first; what was put to somebody else by name stands behind."""
    held = [(matter, matter.proposal) for matter in matters if matter.proposal]
    held.sort(key=lambda each: (each[1].put_to not in ("", user.username), each[1].at))
    return tuple(_one(matter, proposal, user, now, directory, words) for matter, proposal in held)


def _one(
    matter: MatterView, its: ProposalView, user: User, now: datetime, directory: Directory, words: Language
) -> Waiting:
    named = {account.username: account.name for account in directory.accounts}
    return Waiting(
        matter_id=matter.id,
        groups=grouped(matter.number),
        title=matter.title,
        no=its.no,
        act=its.act_name or its.act,
        asked=words.say("approvals.asked", who=its.by.name or its.by.id, at=moment(its.at, now, words)),
        put_to=words.say("approvals.put_to", who=named.get(its.put_to, its.put_to)) if its.put_to else "",
        says=tuple(_says(its, local(now).date(), directory, words)),
        own=its.by.id == user.username,
    )


def _says(its: ProposalView, today: date, directory: Directory, words: Language) -> Iterator[tuple[str, str]]:
    """Each thing that is brought, under the name it has in the act's own form."""
    for name, value in its.paper.items():
        if name in NOT_SHOWN or value in (None, "", [], False):
            continue
        keys = (f"asked.{its.act}.{name}.label", f"asked.{name}.label", f"approval_field.{name}")
        label = next((words.say(key) for key in keys if words.has(key)), name)
        yield label, _said(f"{its.act}.{name}", name, value, today, directory, words)


def _said(
    of_act: str, name: str, value: Any, today: date, directory: Directory, words: Language  # noqa: ANN401 - any part of a paper
) -> str:  # fmt: skip
    match value:
        case True:
            return words.say("approvals.yes")
        case list() | tuple():
            parts = (_said(of_act, name, each, today, directory, words) for each in value)
            return words.say("punctuation.clause").join(parts)
        case {"unit_name": unit, "role": role}:
            return words.say(f"approvals.share_{role}", unit=unit)
        case Mapping():
            parts = (_said(of_act, name, each, today, directory, words) for each in value.values())
            return words.say("punctuation.comma").join(parts)
        case str() if directory.has_unit(value):
            return unit_name(value, directory, words)
        case str():
            return _dated(value, today, words) or _word(of_act, name, value, words)
        case _:
            return str(value)


def _word(of_act: str, name: str, value: str, words: Language) -> str:
    keys = (
        f"choice.{of_act}.{value}",
        f"choice.{name}.{value}",
        f"{name}.{value}",
    )
    return next((words.say(key) for key in keys if words.has(key)), value)


def _dated(value: str, today: date, words: Language) -> str:
    """A day, or the day of a moment; empty for any other text."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return day(local(at).date() if at.tzinfo else at.date(), today, words)
