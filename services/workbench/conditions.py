"""What a matter must be to stand on a list under its filters: conditions as data, answered by the database or by memory alike."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import Channel
from services.workbench.people import CLEARED
from services.workbench.readmodel import GROUP_FROM
from services.workbench.words import COUNTED_TO, local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.people import User
    from services.workbench.worklists import Worklist

PAGE = 50


class Is(StrEnum):
    """How a field is compared; EITHER and ALL take further conditions and no field."""

    ONE_OF = "one_of"
    NOT = "not"
    HAS = "has"
    BEFORE = "before"
    FROM = "from"
    CONTAINS = "contains"
    ENDS = "ends"
    EITHER = "either"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Condition:
    """One field of the read model compared with one value."""

    field: str
    is_: Is
    value: object


@dataclass(frozen=True, slots=True)
class Filters:
    """The chips that are on; each is one parameter of the address."""

    channel: str = ""
    town: str = ""
    unit: str = ""
    group: str = ""
    unsure: str = ""
    urgent: str = ""
    q: str = ""
    page: int = 1

    def without(self, name: str) -> Filters:
        return replace(self, **{name: ""}, page=1)

    def with_(self, name: str, value: str) -> Filters:
        return replace(self, **{name: value}, page=1)

    def parameters(self) -> dict[str, str]:
        """Only what is set, for an address."""
        chosen = {name: str(getattr(self, name)) for name in NAMES if getattr(self, name)}
        return {**chosen, **({"page": str(self.page)} if self.page > 1 else {})}


NAMES = ("channel", "town", "unit", "group", "unsure", "urgent", "q")


def filters_of(told: Mapping[str, str], page: int = 1) -> Filters:
    """The chips that an address, a form or a kept list has on."""
    return Filters(**{name: told.get(name, "").strip() for name in NAMES}, page=page)


def scope(user: User) -> tuple[Condition, ...]:
    """What this person may see at all; people.may_see says the same of one matter."""
    return (*_whose(user), *_opened_to(user))


def _whose(user: User) -> tuple[Condition, ...]:
    if user.unit is not None:
        return (Condition("units", Is.HAS, user.unit),)
    return (Condition("county", Is.ONE_OF, (user.county,)),)


def _opened_to(user: User) -> tuple[Condition, ...]:
    cleared = user.unit is None and user.is_any(CLEARED)
    return () if cleared else (Condition("restricted", Is.ONE_OF, (False,)),)


def conditions(worklist: Worklist, filters: Filters, user: User, now: datetime) -> tuple[Condition, ...]:
    """Everything a matter must be to stand on this list under these chips."""
    among = _standing(worklist, user) if worklist.states or worklist.standing else _open(worklist, user)
    if worklist.named:  # the words name unit or county, so that one index answers it
        among = (Condition("people", Is.ONE_OF, user.words), Condition("open", Is.ONE_OF, (True,)))
    return (*among, *_opened_to(user), *_due(worklist, user, now), *_chips(filters))


def _standing(worklist: Worklist, user: User) -> tuple[Condition, ...]:
    """By state, or by what runs beside it. It says whose and whether open as well, and one index answers it."""
    if user.unit is not None or worklist.standing:
        holder = user.unit or user.county
        standing = tuple(f"{holder}:{each}" for each in (*worklist.standing, *worklist.states))
        return (Condition("standing", Is.ONE_OF, standing),)
    state = Condition("state", Is.ONE_OF, tuple(str(state) for state in worklist.states))
    if worklist.screened is None:
        return (*_whose(user), state)
    # What was kept before this was told counts as screened: nothing may be missing from the list it stood on.
    lacking = Is.NOT if worklist.screened else Is.HAS
    return (*_whose(user), state, Condition("unscreened", lacking, value=True))


def _open(worklist: Worklist, user: User) -> tuple[Condition, ...]:
    return (*_whose(user), *((Condition("open", Is.ONE_OF, (True,)),) if worklist.open_only else ()))


def _due(worklist: Worklist, user: User, now: datetime) -> tuple[Condition, ...]:
    field_ = f"unit_due.{user.unit}" if user.in_unit else "sort_at"  # the office's order is the nearest limit
    midnight = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    if worklist.due == "late":
        return (Condition(field_, Is.BEFORE, now),)
    if worklist.due == "today":
        return (Condition(field_, Is.FROM, now), Condition(field_, Is.BEFORE, tomorrow))
    if worklist.due == "week":
        monday = midnight + timedelta(days=7 - midnight.weekday())
        return (Condition(field_, Is.FROM, now), Condition(field_, Is.BEFORE, monday))
    if worklist.due == "registered_today":
        return (
            Condition("registered_by", Is.ONE_OF, (user.username,)),
            Condition("registered_at", Is.FROM, midnight),
        )
    return ()


def _chips(filters: Filters) -> tuple[Condition, ...]:
    found: list[Condition] = []
    if filters.channel:
        found.append(Condition("channel", Is.ONE_OF, (filters.channel,)))
    if filters.town:
        found.append(Condition("town", Is.ONE_OF, (filters.town,)))
    if filters.unit:
        found.append(Condition("units", Is.HAS, filters.unit))
    if filters.group:
        found.append(Condition("headcount", Is.FROM, GROUP_FROM))
    if filters.unsure:
        found.append(Condition("unsure", Is.ONE_OF, (True,)))
    if filters.urgent:
        found.append(Condition("urgency", Is.ONE_OF, ("MAJOR", "URGENT")))
    if filters.q:
        found.append(_searched(filters.q))
    return tuple(found)


def _searched(q: str) -> Condition:
    """The tail of a number, or every word in the title."""
    titled = Condition("", Is.ALL, tuple(Condition("title", Is.CONTAINS, word) for word in q.split()))
    tail = q.replace(" ", "").upper()
    if not (tail.isascii() and tail.isalnum()):
        return titled
    return Condition("", Is.EITHER, (Condition("numbers", Is.ENDS, tail), titled))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a result have each value, so that a chip can say what the next click gives. Of a result that is longer than
    is counted, so many of its first; `more` says so."""

    total: int = 0
    channels: Mapping[Channel, int] = field(default_factory=dict)
    group: int = 0
    unsure: int = 0
    urgent: int = 0

    @property
    def more(self) -> bool:
        return self.total > COUNTED_TO
