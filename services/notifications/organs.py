"""Who issues a text: a county's centre or one of its units, as the directory has them."""

from __future__ import annotations

from dataclasses import dataclass

from lianjie_contracts.directory import Directory
from services.notifications.domain.wording import full_name, short_name


@dataclass(frozen=True, slots=True)
class Organ:
    """`unit` is the unit's code, none for the centre."""

    county: str
    unit: str | None
    name: str
    short: str
    telephone: str


def centre_of(directory: Directory, county: str) -> Organ:
    """Raises KeyError for a county outside the closed list."""
    entry = directory.county(county)
    return Organ(county, None, entry.centre, short_name(entry.name.removesuffix("县")), entry.telephone)


def unit_of(directory: Directory, code: str) -> Organ:
    """Raises KeyError for a unit outside the closed list."""
    unit = directory.unit(code)
    county = directory.county(unit.county)
    return Organ(unit.county, code, full_name(county.name, unit.name), short_name(unit.name), unit.telephone)
