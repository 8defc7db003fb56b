"""The figures page: volumes, and each rate with its numerator, denominator, target and the gap in matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.workbench.views.parts import unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language

TARGET = 100.0
AXIS_FROM = 80.0
FEW = 10  # below that a rate says little (spec/metrics 0)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `at` is where the point stands on an axis from 80 to 100 per cent, empty where there is no rate."""

    label: str
    rate: str
    fraction: str
    at: str
    met: bool
    result: str


@dataclass(frozen=True, slots=True)
class Rate:
    id: str
    name: str
    note: str
    of: str
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Share:
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Month:
    label: str
    href: str
    on: bool


@dataclass(frozen=True, slots=True)
class Figures:
    heading: str
    as_of: str
    items: int
    heads: int
    months: tuple[Month, ...]
    channels: tuple[Share, ...]
    rates: tuple[Rate, ...]


def figures(
    told: Mapping[str, Any],
    month: str,
    months: Sequence[str],
    as_of: str,
    directory: Directory,
    language: Language,
) -> Figures:
    """What analytics told about one month, for one county or one unit."""
    volumes = told.get("volumes") or {}
    by_channel: Mapping[str, int] = volumes.get("by_channel") or {}
    return Figures(
        heading=language.say("figures.heading", month=month_name(month, language)),
        as_of=as_of,
        items=int(volumes.get("items") or 0),
        heads=int(volumes.get("heads") or 0),
        months=tuple(
            Month(month_name(each, language), f"/figures?month={each}", each == month) for each in months
        ),
        channels=tuple(Share(language.word("channel", channel), n) for channel, n in by_channel.items() if n),
        rates=tuple(_rate(rate, directory, language) for rate in told.get("rates") or ()),
    )


def month_name(month: str, language: Language) -> str:
    """2026-09 as 2026年9月."""
    year, _, number = month.partition("-")
    return language.say("figures.month_name", year=year, month=int(number))


def _rate(rate: Mapping[str, Any], directory: Directory, language: Language) -> Rate:
    id_ = str(rate["id"])
    ranked = sorted(rate["rows"], key=_share, reverse=True)
    rows = [_bar(row, directory, language) for row in ranked]
    of_units = any(row.get("unit") for row in rate["rows"])
    return Rate(
        id_, language.say(f"figures.{id_}"), language.say(f"figures.{id_}_note"),
        language.say("figures.unit" if of_units else "figures.county"), tuple(rows),
    )  # fmt: skip


def _share(row: Mapping[str, Any]) -> tuple[float, int]:
    """Best first; where nothing was due, last."""
    due = int(row["denominator"])
    return (int(row["numerator"]) / due if due else -1.0, due)


def _bar(row: Mapping[str, Any], directory: Directory, language: Language) -> Bar:
    met, due = int(row["numerator"]), int(row["denominator"])
    county = str(row.get("county") or "")
    label = unit_name(row["unit"], directory, language) if row.get("unit") else directory.county(county).name
    if due == 0:
        return Bar(
            label,
            language.say("figures.none"),
            language.say("figures.fraction", n=0, m=0),
            "",
            met=True,
            result="",
        )
    rate = 100 * met / due
    gap = due - met
    said = [language.say("figures.gap", n=gap)] if gap else []
    if due < FEW:
        said.append(language.say("figures.few"))
    at = max(0.0, (rate - AXIS_FROM) / (TARGET - AXIS_FROM) * 100)
    return Bar(
        label, f"{rate:.1f}%", language.say("figures.fraction", n=met, m=due), f"{at:.1f}%", met=gap == 0,
        result=language.say("punctuation.space").join(said),
    )  # fmt: skip
