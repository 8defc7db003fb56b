"""The worklist page: rows sorted by limit, filter chips with the count of what the next click gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from services.workbench.conditions import NAMES, PAGE
from services.workbench.people import seen_by
from services.workbench.views.parts import (
    NamedChip,
    last_duty,
    received,
    running_duties,
    state_word,
    tags,
    unit_name,
)
from services.workbench.words import counted, grouped
from services.workbench.worklists import Order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from lianjie_contracts.directory import Directory
    from services.workbench.conditions import Filters, Tally
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView
    from services.workbench.worklists import Worklist


@dataclass(frozen=True, slots=True)
class Row:
    """One matter of the list; `unsure` says that the rules cannot tell the unit."""

    id: str
    title: str
    number: str
    groups: tuple[str, ...]
    chips: tuple[NamedChip, ...]
    tags: tuple[str, ...]
    channel: str
    place: str
    where: str
    why: str
    received: str


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A link that changes one parameter of the address."""

    label: str
    href: str
    count: str | None = None
    on: bool = False


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The field that narrows the list by what no chip counts: the towns and units to choose from, what stands there now, and
    the filters that stay as they are."""

    towns: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    now: Filters
    stays: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The page's content; `digest` changes whenever anything shown changes, so that polling can say nothing."""

    key: str
    title: str
    total: str
    rows: tuple[Row, ...]
    chips: tuple[FilterChip, ...]
    duty: str
    third: str
    order: Order
    narrowing: Narrowing
    previous: str = ""
    following: str = ""


DUTY_OF_LIST = {"to_dispatch": "C02", "to_accept": "C04", "signed": "C04"}


def listing(
    worklist: Worklist, filters: Filters, found: Sequence[MatterView], tally: Tally, user: User, now: datetime,
    directory: Directory, language: Language,
) -> Listing:  # fmt: skip
    """Everything the list shows at this instant."""
    duty = DUTY_OF_LIST.get(worklist.key, "")
    proposal = worklist.before_dispatch
    return Listing(
        key=worklist.key,
        title=language.say(f"worklist.{worklist.key}"),
        total=counted(tally.total),
        rows=tuple(
            _row(seen_by(user, matter), user, now, directory, language, proposal=proposal) for matter in found
        ),
        chips=_chips(worklist, filters, tally, directory, language),
        duty=language.say(f"duty.{duty}") if duty else "",
        third=language.say("list.proposal" if proposal else "list.holder"),
        order=worklist.order,
        narrowing=_narrowing(worklist, filters, user, directory),
        previous=address(worklist, replace(filters, page=filters.page - 1)) if filters.page > 1 else "",
        following=address(worklist, replace(filters, page=filters.page + 1))
        if tally.total > filters.page * PAGE or (tally.more and len(found) == PAGE)
        else "",
    )


def _narrowing(worklist: Worklist, filters: Filters, user: User, directory: Directory) -> Narrowing:
    towns = tuple((place.code, place.name) for place in directory.places_of(user.county))
    units = () if user.in_unit else tuple((u.code, u.name) for u in directory.units_of(user.county))
    kept = filters.without("town").without("unit").without("q").parameters()
    return Narrowing(towns, units, filters, (("list", worklist.key), *kept.items()))


def address(worklist: Worklist, filters: Filters) -> str:
    """The address of a list under its chips: it can be kept, shared and gone back to."""
    return "/matters?" + urlencode({"list": worklist.key, **filters.parameters()})


def _row(
    matter: MatterView, user: User, now: datetime, directory: Directory, language: Language, *, proposal: bool
) -> Row:
    where, why = _proposal(matter, language) if proposal else _holder(matter, directory, language)
    return Row(
        id=matter.id,
        title=matter.title,
        number=matter.number,
        groups=grouped(matter.number),
        chips=running_duties(matter, user, now, language) or last_duty(matter, user, now, language),
        tags=(*_for_whom(matter, user, language), *tags(matter, language)),
        channel=language.word("channel", matter.channel),
        place=matter.place.name if matter.place else "",
        where=where,
        why=why,
        received=received(matter, now, language),
    )


def _for_whom(matter: MatterView, user: User, language: Language) -> tuple[str, ...]:
    absent = user.stands_for(matter)
    return (language.say("cover.stands_for", name=absent),) if absent else ()


def _proposal(matter: MatterView, language: Language) -> tuple[str, str]:
    suggestion = matter.suggestion
    if suggestion is None:
        return language.say("list.no_proposal"), language.say("list.not_screened")
    name = suggestion.unit_name if suggestion.sure and suggestion.unit else language.say("list.unsure")
    return name, language.say("punctuation.clause").join(suggestion.reasons)


def _holder(matter: MatterView, directory: Directory, language: Language) -> tuple[str, str]:
    lead = matter.lead
    others = len(matter.assignments) - 1
    name = lead.assignment.unit_name if lead else unit_name(None, directory, language)
    return name, state_word(matter, language) + (
        language.say("list.and_others", n=others) if others > 0 else ""
    )


def _chips(
    worklist: Worklist, filters: Filters, tally: Tally, directory: Directory, language: Language
) -> tuple[FilterChip, ...]:
    on = [
        FilterChip(
            _label(name, getattr(filters, name), directory, language),
            address(worklist, filters.without(name)),
            on=True,
        )
        for name in _on(filters)
    ]
    off = [
        FilterChip(
            language.word("channel", channel),
            address(worklist, filters.with_("channel", channel)),
            counted(count, more=tally.more),
        )
        for channel, count in tally.channels.items()
        if not filters.channel and count
    ]
    for name, count in (("group", tally.group), ("urgent", tally.urgent), ("unsure", tally.unsure)):
        if count and not getattr(filters, name) and (name != "unsure" or worklist.before_dispatch):
            off.append(
                FilterChip(
                    language.say(f"filter.{name}"),
                    address(worklist, filters.with_(name, "1")),
                    counted(count, more=tally.more),
                )
            )
    return (*on, *off)


def chosen(filters: Filters, directory: Directory, language: Language) -> tuple[str, ...]:
    """The filters that are on, each in words."""
    return tuple(_label(name, getattr(filters, name), directory, language) for name in _on(filters))


def _on(filters: Filters) -> tuple[str, ...]:
    return tuple(name for name in NAMES if getattr(filters, name))


def _label(name: str, value: str, directory: Directory, language: Language) -> str:
    match name:
        case "channel":
            return language.word("channel", value)
        case "unit":
            return unit_name(value, directory, language)
        case "town":
            return directory.place_name(value) or value
        case "q":
            return language.say("filter.q", q=value)
        case _:
            return language.say(f"filter.{name}")
