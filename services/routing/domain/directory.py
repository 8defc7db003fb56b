"""A county's part of the directory as its owner keeps it: the version in force, and what waits for a second person.

A table replaces what it names and leaves the rest: a unit is added, changed or closed, never deleted, for matters remember it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.directory import CountyEntry, PlaceEntry, Unit
from lianjie_contracts.events.directory_published import DirectoryPublished

KEPT = 100  # versions that are shown; all of them lie in the history
SHOWN = (
    "name",
    "kind",
    "parent",
    "place",
    "telephone",
    "liaisons",
    "hours",
    "duties",
    "successor",
    "closed_on",
)


class What(StrEnum):
    """What a table does to a unit."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken: its line, and why; nothing of the table is in force while there is one."""

    line: int
    because: str


@dataclass(frozen=True, slots=True)
class Change:
    """One unit before and after; `fields` are those that differ."""

    what: What
    unit: Unit
    before: Unit | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """What waits for a second person: the units that a table names, as they would be; or the county's own `entry`."""

    no: int
    units: tuple[Unit, ...]
    file: str
    by: Actor
    at: datetime
    entry: CountyEntry | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """Who put a version up, and who approved it."""

    no: int
    at: datetime
    what: str
    proposed_by: str
    by: str


@dataclass(frozen=True, slots=True)
class CountyDirectory:
    """`published` is in force; `proposals` counts what was ever proposed; `versions`: the last of them, the newest first."""

    published: DirectoryPublished
    proposed: Proposed | None = None
    proposals: int = 0
    versions: tuple[Version, ...] = ()


def seeded(
    county: CountyEntry, units: Iterable[Unit], places: Iterable[PlaceEntry], at: datetime
) -> CountyDirectory:
    """Version 1: as the file says."""
    event = DirectoryPublished(
        occurred_at=at,
        county=county.code,
        directory_version=1,
        entry=county,
        units=tuple(units),
        places=tuple(places),
    )
    return CountyDirectory(event)


def changes(before: Sequence[Unit], named: Sequence[Unit]) -> tuple[Change, ...]:
    """What the named units change, in their order; a row that says what is so already changes nothing."""
    held = {unit.code: unit for unit in before}
    found = (_change(held.get(unit.code), unit) for unit in named)
    return tuple(change for change in found if change)


def _change(before: Unit | None, after: Unit) -> Change | None:
    if before is None:
        return Change(What.ADDED, after)
    fields = tuple(name for name in SHOWN if getattr(before, name) != getattr(after, name))
    if not fields:
        return None
    closes = after.closed_on is not None and before.closed_on is None
    return Change(What.CLOSED if closes else What.CHANGED, after, before, fields)


def wrong(published: DirectoryPublished, named: Mapping[int, Unit], on: date) -> tuple[RefusedRow, ...]:
    """Rows that do not fit the county: by the line they stand on."""
    known = {unit.code for unit in (*published.units, *named.values())}
    open_ = {
        unit.code for unit in _laid_over(published.units, tuple(named.values())) if unit.closed_on is None
    }
    places = {place.code for place in published.places}
    found: list[RefusedRow] = []
    seen: set[str] = set()
    for line, unit in named.items():
        found += (RefusedRow(line, because) for because in _against(unit, seen, known, open_, places, on))
        seen.add(unit.code)
    return tuple(found)


def _against(
    unit: Unit, seen: set[str], known: set[str], open_: set[str], places: set[str], on: date
) -> Iterable[str]:  # fmt: skip
    if unit.code in seen:
        yield f"{unit.name}在表里出现了两次。请只留一行。"
    if unit.parent is not None and (unit.parent not in known or unit.parent == unit.code):
        yield f"上级单位 {unit.parent} 不在名录里。请先加上，或改成已有单位的代码。"
    if unit.place is not None and unit.place not in places:
        yield f"属地 {unit.place} 不是本县的镇街代码。请核对 9 位代码。"
    if unit.closed_on is not None and unit.closed_on > on:
        yield f"撤销日期 {unit.closed_on} 还没有到。请到当天再导入。"
    if unit.closed_on is not None and unit.successor is None:
        yield "撤销的单位要写承接单位，在办的件才有去处。请补上承接单位代码。"
    if unit.successor is not None and (unit.successor not in open_ or unit.successor == unit.code):
        yield f"承接单位 {unit.successor} 不在名录里或已撤销。请改成在用单位的代码。"


def propose(
    held: CountyDirectory | None, units: tuple[Unit, ...], file: str, by: Actor, at: datetime
) -> Decision[CountyDirectory]:
    """A table waits for a second person; another one takes its place only when it is decided."""
    if held and not held.proposed and not changes(held.published.units, units):
        return Refused("NOTHING_CHANGES", "表里写的和现在的名录一样，没有要改的。")
    return _put_up(held, units, None, file, by, at)


def propose_entry(
    held: CountyDirectory | None,
    decide: Callable[[CountyEntry], CountyEntry],
    what: str,
    by: Actor,
    at: datetime,
) -> Decision[CountyDirectory]:
    """The county's own rules, or the profile it follows, wait for a second person as a table does."""
    entry = decide(held.published.entry) if held else None
    if held and not held.proposed and entry == held.published.entry:
        return Refused("NOTHING_CHANGES", f"和现在的{what}一样，没有要改的。")
    return _put_up(held, (), entry, what, by, at)


def _put_up(
    held: CountyDirectory | None,
    units: tuple[Unit, ...],
    entry: CountyEntry | None,
    what: str,
    by: Actor,
    at: datetime,
) -> Decision[CountyDirectory]:
    if held is None:
        return Refused("NO_DIRECTORY", "本县名录还没有建好，请过一会儿再试。")
    if waits := held.proposed:
        return Refused("PROPOSAL_WAITS", f"{waits.by.name}提出的“{waits.file}”还在等批准。请先批准或退回它。")
    no = held.proposals + 1
    proposed = Proposed(no, units, what, by, at, entry)
    return Changed(replace(held, proposed=proposed, proposals=no), answer={"no": no})


def approve(
    held: CountyDirectory | None, no: int, by: Actor, at: datetime, reason: str = ""
) -> Decision[CountyDirectory]:
    """The table comes into force as the next version, by somebody who did not propose it."""
    waits = held.proposed if held else None
    if held is None or waits is None or waits.no != no:
        return GONE
    if waits.by.id == by.id:
        return Refused("SELF_APPROVAL", "提出人与审批人不能为同一人。")
    now = held.published
    entry = waits.entry or now.entry
    event = DirectoryPublished(
        occurred_at=max(at, now.occurred_at), by=by, county=now.county, directory_version=now.directory_version + 1, entry=entry,
        units=_laid_over(now.units, waits.units), places=now.places, proposed_by=waits.by.id, reason=reason or waits.file,
    )  # fmt: skip
    version = Version(
        event.directory_version, event.occurred_at, waits.file, waits.by.name or waits.by.id, by.name or by.id
    )
    versions = (version, *held.versions)[:KEPT]
    after = replace(held, published=event, proposed=None, versions=versions)
    return Changed(after, (event,), {"version": event.directory_version})


def decline(held: CountyDirectory | None, no: int) -> Decision[CountyDirectory]:
    """The table is given back; nothing of it was in force."""
    if held is None or held.proposed is None or held.proposed.no != no:
        return GONE
    return Changed(replace(held, proposed=None), answer={"no": no})


def _laid_over(held: Sequence[Unit], named: Sequence[Unit]) -> tuple[Unit, ...]:
    new = {unit.code: unit for unit in named}
    kept = tuple(new.pop(unit.code, unit) for unit in held)
    return (*kept, *new.values())


GONE = Refused("PROPOSAL_CHANGED", "这张表没有在等批准，可能已被别人批准或退回。请刷新后再看。")
