"""The directory of an installation: its counties, its units and what each answers for. A file is its seed; afterwards each
county's part has versions, told on a compacted topic (ADR 0032)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import field_validator

from lianjie_contracts.base import County, UnitCode, Value
from lianjie_contracts.profiles import Following, all_known, followed_on


class DeclaredRule(Value):
    """A county's own rule of who is competent: all that it names must fit, of the words one. Of several the first counts."""

    title: str
    unit: UnitCode
    words: tuple[str, ...] = ()
    category: str = ""
    place: str = ""


class CountyEntry(Value):
    """One county and its centre. `profiles`: the local regulations it follows (profiles.toml); none, then the national rule.
    What the county decides itself, while it runs: `follows`, which profile from which day; `rules`, in their order (ADR 0036)."""

    code: County
    name: str
    centre: str
    telephone: str
    address: str = ""
    email: str = ""
    profiles: tuple[str, ...] = ()
    follows: tuple[Following, ...] = ()
    rules: tuple[DeclaredRule, ...] = ()

    @field_validator("profiles")
    @classmethod
    def _known(cls, named: tuple[str, ...]) -> tuple[str, ...]:
        all_known(named, "directory")
        return named

    def profile_on(self, on: date) -> str:
        """The rules under which something is registered on that day."""
        return followed_on(self.profiles, self.follows, on)


class Duty(Value):
    """A line of a unit's duty list: what it is called, its category, and the words that point to it."""

    title: str
    category: str = ""
    words: tuple[str, ...] = ()


class Liaison(Value):
    """Whom to call at a unit, and where its warnings go by mail."""

    name: str
    telephone: str = ""
    email: str = ""


class Unit(Value):
    """A concrete unit of one county. `kind`: department, town, discipline. `parent`: the unit above it in the county, `hours`:
    when it works. `closed_on`: from then on nothing new goes to it; `successor` took over what it answered for. `feed`: it has
    topics of its own; one that was added later works in the window until its topics are made."""

    code: UnitCode
    name: str
    county: County
    kind: str = "department"
    place: str | None = None
    telephone: str = ""
    duties: tuple[Duty, ...] = ()
    parent: UnitCode | None = None
    liaisons: tuple[Liaison, ...] = ()
    hours: str = ""
    successor: UnitCode | None = None
    closed_on: date | None = None
    feed: bool = True

    @property
    def categories(self) -> tuple[str, ...]:
        """What it answers for, by the codes of the categories, each once."""
        return tuple(dict.fromkeys(duty.category for duty in self.duties if duty.category))

    @property
    def short(self) -> str:
        return self.code.partition("-")[2]


class PlaceEntry(Value):
    """A township of a county: full code, name."""

    code: str
    name: str
    county: County


class Account(Value):
    """A demo account of the development issuer; `unit` set for people of a unit."""

    username: str
    name: str
    roles: tuple[str, ...]
    post: str
    county: County
    unit: UnitCode | None = None
    desk: str | None = None


class UnknownUnitError(KeyError):
    """No such unit in the version that is held here; a later version may know it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.county = code.partition("-")[0]


class Directory(Value):
    """All of it; raises UnknownUnitError and KeyError for a unit and a county that are not in the lists."""

    counties: tuple[CountyEntry, ...]
    units: tuple[Unit, ...]
    places: tuple[PlaceEntry, ...]
    accounts: tuple[Account, ...] = ()
    password: str = ""

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _counties(self) -> dict[str, CountyEntry]:
        return {county.code: county for county in self.counties}

    def unit(self, code: str) -> Unit:
        try:
            return self._units[code]
        except KeyError:
            raise UnknownUnitError(code) from None

    def county(self, code: str) -> CountyEntry:
        return self._counties[code]

    def profile_of(self, county: str, on: date) -> str:
        """The rules under which something is registered in that county on that day; raises KeyError for an unknown county."""
        return self.county(county).profile_on(on)

    def has_unit(self, code: str) -> bool:
        return code in self._units

    def units_of(self, county: str) -> tuple[Unit, ...]:
        """To whom something new may go; of a unit that was closed, `unit` still knows the name."""
        return tuple(unit for unit in self.units if unit.county == county and unit.closed_on is None)

    def takes_new(self, code: str) -> bool:
        """Whether it is a unit that works."""
        return self.has_unit(code) and self.unit(code).closed_on is None

    def with_county(
        self, county: CountyEntry, units: Iterable[Unit], places: Iterable[PlaceEntry]
    ) -> Directory:
        """The directory with one county's part as a newer version has it; made anew, for a copy would keep what it has looked up."""
        code = county.code
        return Directory.model_validate(dict(self) | {
            "counties": tuple(county if each.code == code else each for each in self.counties),
            "units": (*(unit for unit in self.units if unit.county != code), *units),
            "places": (*(place for place in self.places if place.county != code), *places),
        })  # fmt: skip

    def become(self, newer: Directory) -> None:
        """Take the newer lists in place, at one stroke: everybody in a process holds the one directory, and reads it each time."""
        vars(self).update(
            counties=newer.counties, units=newer.units, places=newer.places,
            _units={unit.code: unit for unit in newer.units}, _counties={county.code: county for county in newer.counties},
        )  # fmt: skip

    def places_of(self, county: str) -> tuple[PlaceEntry, ...]:
        return tuple(place for place in self.places if place.county == county)

    def place_name(self, code: str) -> str:
        return next((place.name for place in self.places if place.code == code), "")


def load(path: Path) -> Directory:
    """Read a directory file; units, places and accounts are written once and made for every county."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    codes = [county["code"] for county in raw["counties"]]
    return Directory(
        counties=tuple(CountyEntry(**county) for county in raw["counties"]),
        units=tuple(_unit(row, county) for county in raw["counties"] for row in raw["units"]),
        places=tuple(
            PlaceEntry(code=code + row["code"], name=row["name"], county=code)
            for code in codes
            for row in raw["places"]
        ),
        accounts=tuple(_account(row, code) for code in codes for row in raw.get("accounts", ())),
        password=raw.get("password", ""),
    )


def _unit(row: dict[str, Any], county: dict[str, Any]) -> Unit:
    code, area = county["code"], county["telephone"].partition("-")[0]
    place = code + row["place"] if "place" in row else None
    telephone = f"{area}-28{row['telephone_tail']}" if "telephone_tail" in row else county["telephone"]
    fields = {name: value for name, value in row.items() if name in ("name", "kind", "duties")}
    return Unit(code=f"{code}-{row['short']}", county=code, place=place, telephone=telephone, **fields)


def _account(row: dict[str, Any], county: str) -> Account:
    unit = f"{county}-{row['unit']}" if "unit" in row else None
    fields = {name: value for name, value in row.items() if name not in ("unit", "username")}
    return Account(username=f"{row['username']}@{county}", county=county, unit=unit, **fields)
