"""The directory as its pages show it: the tree of a county's units, one unit, and what a table that waits would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lianjie_contracts.directory import Unit
from services.workbench.views.parts import unit_name
from services.workbench.words import day, local, moment

if TYPE_CHECKING:
    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language
    from services.workbench.people import User

DEEPEST = 3  # steps that are drawn; whatever is deeper stands there


@dataclass(frozen=True, slots=True)
class UnitLine:
    code: str
    name: str
    depth: int
    kind: str
    duties: str
    closed: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    """`facts`: what is known of it, each under its name; `duties`: title, category, words."""

    name: str
    facts: tuple[tuple[str, str], ...]
    duties: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of a unit as it would be, and what it was: empty where there was nothing."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    what: str
    name: str
    code: str
    differences: tuple[Difference, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class WaitingTable:
    no: int
    asked: str
    changes: tuple[ChangeLine, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """A unit that is no more, or will not be when the waiting table is approved, and who takes over its open matters."""

    code: str
    name: str
    successor: str
    waits: bool


def ended(county: str, told: Mapping[str, Any], directory: Directory, words: Language) -> tuple[Ended, ...]:
    """Every unit of the county that was closed, and each that a waiting table would close."""
    proposed = (
        Unit.model_validate(row["unit"])
        for row in (told.get("waiting") or {}).get("changes", ())
        if row["what"] == "CLOSED"
    )
    closed = (unit for unit in directory.units if unit.county == county and unit.closed_on)
    units = {unit.code: (unit, False) for unit in closed} | {unit.code: (unit, True) for unit in proposed}
    return tuple(
        Ended(
            unit.code, unit.name, unit_name(unit.successor, directory, words) if unit.successor else "", waits
        )
        for unit, waits in units.values()
    )


def tree(county: str, directory: Directory, words: Language) -> tuple[UnitLine, ...]:
    """Every unit under the one above it; those that were closed stand where they stood."""
    units = [unit for unit in directory.units if unit.county == county]
    known = {unit.code for unit in units}

    def under(parent: str | None, depth: int, seen: frozenset[str]) -> Iterator[UnitLine]:
        for unit in units:
            above = unit.parent if unit.parent in known else None
            if above == parent and unit.code not in seen:
                yield _line(unit, min(depth, DEEPEST), words)
                yield from under(unit.code, depth + 1, seen | {unit.code})

    return tuple(under(None, 0, frozenset()))


def _line(unit: Unit, depth: int, words: Language) -> UnitLine:
    duties = words.say("punctuation.list").join(duty.title for duty in unit.duties)
    return UnitLine(
        unit.code, unit.name, depth, words.word("unit_kind", unit.kind), duties, unit.closed_on is not None
    )


def unit_view(unit: Unit, directory: Directory, now: datetime, words: Language) -> UnitPage:
    facts = tuple(
        (words.say(f"unit_fact.{name}"), value)
        for name, value in _facts(unit, directory, local(now).date(), words).items()
        if value
    )
    listed = words.say("punctuation.list")
    duties = tuple(
        (duty.title, words.word("category", duty.category), listed.join(duty.words)) for duty in unit.duties
    )
    return UnitPage(unit.name, facts, duties)


def _facts(unit: Unit, directory: Directory, today: date, words: Language) -> dict[str, str]:
    """What is known of a unit, each as a person reads it; its duties stand apart."""
    return {
        "code": unit.code, "kind": words.word("unit_kind", unit.kind),
        "parent": unit_name(unit.parent, directory, words) if unit.parent else "",
        "place": directory.place_name(unit.place) if unit.place else "", "telephone": unit.telephone,
        "liaisons": words.say("punctuation.clause").join(f"{each.name} {each.telephone}".strip() for each in unit.liaisons),
        "hours": unit.hours, "closed_on": day(unit.closed_on, today, words) if unit.closed_on else "",
        "successor": unit_name(unit.successor, directory, words) if unit.successor else "",
        "feed": words.say("directory.feed_yes" if unit.feed else "directory.feed_no"),
    }  # fmt: skip


def waiting_view(
    told: Mapping[str, Any], user: User, directory: Directory, now: datetime, words: Language
) -> WaitingTable | None:
    """The table that waits for its approval: of each unit what it was and what it would be."""
    waits = told.get("waiting")
    if not waits or not waits.get("of_table", True):
        return None
    at = moment(datetime.fromisoformat(waits["at"]), now, words)
    changes = tuple(_change(row, directory, local(now).date(), words) for row in waits["changes"])
    asked = words.say("directory.asked", who=waits["by_name"] or waits["by"], at=at, file=waits["file"])
    return WaitingTable(int(waits["no"]), asked, changes, waits["by"] == user.username)


def _change(row: Mapping[str, Any], directory: Directory, today: date, words: Language) -> ChangeLine:
    after = Unit.model_validate(row["unit"])
    was = _told(Unit.model_validate(row["before"]), directory, today, words) if row["before"] else {}
    now = _told(after, directory, today, words)
    differences = tuple(
        Difference(words.say(f"unit_fact.{name}"), was.get(name, ""), now[name])
        for name in now
        if was.get(name, "") != now[name] and name not in {"code", "feed"}
    )
    what = words.say(f"directory_change.{row['what']}")
    return ChangeLine(what, after.name, after.code, differences, new=not was)


def _told(unit: Unit, directory: Directory, today: date, words: Language) -> dict[str, str]:
    duties = (
        words.say(
            "directory.duty_line",
            title=duty.title,
            category=words.word("category", duty.category),
            words=words.say("punctuation.list").join(duty.words),
        )
        for duty in unit.duties
    )
    told = _facts(unit, directory, today, words)
    return {"name": unit.name, **told, "duties": words.say("punctuation.clause").join(duties)}
