"""What is due: overdue, today, this week; each limit with its matter, as deadlines tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lianjie_contracts.vocabulary import ClockKind, ClockLevel
from services.workbench.clockchip import chip
from services.workbench.people import Role, may_see
from services.workbench.readmodel import ClockView
from services.workbench.views.parts import NamedChip, duty_name, unit_name
from services.workbench.words import day_and_weekday, grouped, local

if TYPE_CHECKING:
    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView

MOST = 100  # rows of the page; what is left out is said


@dataclass(frozen=True, slots=True)
class Row:
    """One limit; `href` leads to where its date is explained."""

    chip: NamedChip
    title: str
    href: str
    groups: tuple[str, ...]
    whose: str
    post: str
    stands_for: str
    due: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Overdue, today or this week."""

    key: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DuePage:
    """`total` counts all limits, `shown` those on the page; `whole` is false where even deadlines has stopped counting."""

    scope: str
    scopes: tuple[str, ...]
    parts: tuple[Part, ...]
    total: int
    shown: int
    whole: bool


def scopes_of(user: User) -> tuple[str, ...]:
    """Mine, and my unit's; in the office, the whole county's."""
    return ("me", "unit") if user.in_unit else ("me", "office")


def due_page(
    told: Mapping[str, Any], matters: Mapping[str, MatterView], scope: str, user: User, now: datetime, directory: Directory,
    words: Language,
) -> DuePage:  # fmt: skip
    """The page of one answer; a matter this person may not see is left out here as on every list."""
    today, limits = local(now).date(), told.get("rows", ())
    parts: dict[str, list[Row]] = {"late": [], "today": [], "week": []}
    for each in limits[:MOST]:
        matter = matters.get(each["matter_id"])
        if matter is not None and may_see(user, matter):
            on = date.fromisoformat(each["due_on"])
            key = "late" if on < today else "today" if on == today else "week"
            parts[key].append(_row(each, matter, now, directory, words))
    shown = sum(len(rows) for rows in parts.values())
    return DuePage(
        scope,
        scopes_of(user),
        tuple(Part(key, tuple(rows)) for key, rows in parts.items()),
        len(limits),
        shown,
        bool(told.get("whole", True)),
    )


def wanted(told: Mapping[str, Any]) -> Sequence[str]:
    """The matters of the rows that the page shows."""
    return list(dict.fromkeys(each["matter_id"] for each in told.get("rows", ())[:MOST]))


def _row(
    limit: Mapping[str, Any], matter: MatterView, now: datetime, directory: Directory, words: Language
) -> Row:
    clock = matter.clocks.get(limit["clock_id"]) or _clock(limit)
    on = date.fromisoformat(limit["due_on"])
    return Row(
        chip=NamedChip(duty_name(clock, words), chip(clock, now, words)),
        title=matter.title,
        href=f"/matters/{matter.id}#kh",
        groups=grouped(matter.number),
        whose=unit_name(limit["unit"], directory, words),
        post=_who(limit, words),
        stands_for=words.say("cover.stands_for", name=limit["stands_for"]) if limit.get("stands_for") else "",
        due=day_and_weekday(on, local(now).date(), words),
        provisional=bool(limit["provisional"]),
    )


def _who(limit: Mapping[str, Any], words: Language) -> str:
    """Who is named, or the post that owes it."""
    named = limit.get("handlers") if limit["owner_role"] == Role.UNIT_HANDLER else ()
    return words.say("punctuation.list").join(named or ()) or words.word("due_post", limit["owner_role"])


def _clock(limit: Mapping[str, Any]) -> ClockView:
    """What deadlines says, where the window has not heard of the limit yet."""
    return ClockView(
        limit["clock_id"], limit["clock"], limit["name"], ClockKind.DUTY, level=ClockLevel(limit["level"]),
        started_at=datetime.fromisoformat(limit["started_at"]), due_at=datetime.fromisoformat(limit["due_at"]),
        unit=limit["unit"], provisional=limit["provisional"],
    )  # fmt: skip
