"""The figures page: volumes, and each rate with its numerator, denominator, target and the gap in matters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.workbench.views.parts import unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language

NARROW_FROM = (
    80.0  # per cent: where the axis begins if every rate lies above it, else at 0; its head says which
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `at` is where the point stands on the axis, empty where there is no rate."""

    label: str
    rate: str
    fraction: str
    at: str
    met: bool
    result: str


@dataclass(frozen=True, slots=True)
class Rate:
    """`target_at` is where the target stands on the axis."""

    id: str
    name: str
    note: str
    of: str
    axis: tuple[str, str, str, str]
    target_at: str
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    label: str
    n: int
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    label: str
    href: str
    on: bool


@dataclass(frozen=True, slots=True)
class Figures:
    heading: str
    as_of: str
    months: tuple[Month, ...]
    volumes: tuple[Volume, ...]
    channels: tuple[Volume, ...]
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
    counted: Mapping[str, Any] = told.get("volumes") or {}
    channels: Mapping[str, int] = counted.get("by_channel") or {}
    return Figures(
        heading=language.say("figures.heading", month=month_name(month, language)),
        as_of=as_of,
        months=tuple(
            Month(month_name(each, language), f"/figures?month={each}", each == month) for each in months
        ),
        volumes=_volumes(counted, language) if counted else (),
        channels=tuple(Volume(language.word("channel", channel), n) for channel, n in channels.items() if n),
        rates=tuple(_rate(rate, directory, language) for rate in told.get("rates") or ()),
    )


def month_name(month: str, language: Language) -> str:
    """2026-09 as 2026年9月."""
    year, _, number = month.partition("-")
    return language.say("figures.month_name", year=year, month=int(number))


def _volumes(counted: Mapping[str, Any], language: Language) -> tuple[Volume, ...]:
    def n(name: str) -> int:
        return int(counted.get(name) or 0)

    return (
        Volume(language.say("figures.registered"), n("items"), language.say("figures.heads", n=n("heads"))),
        Volume(
            language.say("figures.repeats"),
            n("repeats"),
            language.say("figures.groups", n=n("group_batches")),
        ),
        Volume(language.say("figures.accepted"), n("accepted")),
        Volume(
            language.say("figures.completed"), n("completed"), language.say("figures.closed", n=n("closed"))
        ),
        Volume(language.say("figures.open"), n("open"), language.say("figures.overdue", n=n("overdue"))),
    )


def _rate(rate: Mapping[str, Any], directory: Directory, language: Language) -> Rate:
    id_, target = str(rate["id"]), float(rate.get("target") or 100)
    rows = sorted(rate["rows"], key=_share, reverse=True)
    lowest = min((_share(row)[0] for row in rows if row["denominator"]), default=1.0)
    start = NARROW_FROM if 100 * lowest >= NARROW_FROM else 0.0
    of_units = any(row.get("unit") for row in rows)
    return Rate(
        id=id_,
        name=language.say(f"figures.{id_}"),
        note=language.say(f"figures.{id_}_note"),
        of=language.say("figures.unit" if of_units else "figures.county"),
        axis=_axis(target, start, language),
        target_at=_at(target, start),
        rows=tuple(_bar(row, target, start, directory, language) for row in rows if row["denominator"]),
    )


def _share(row: Mapping[str, Any]) -> tuple[float, int]:
    """Best first; of equal ones the one with more behind it."""
    due = int(row["denominator"])
    return (int(row["numerator"]) / due if due else -1.0, due)


def _bar(
    row: Mapping[str, Any], target: float, start: float, directory: Directory, language: Language
) -> Bar:
    met, due = int(row["numerator"]), int(row["denominator"])
    county = str(row.get("county") or "")
    gap = max(math.ceil(due * target / 100) - met, 0)
    said = [language.say("figures.gap", n=gap)] if gap else []
    if row.get("small_sample"):
        said.append(language.say("figures.few"))
    return Bar(
        label=unit_name(row["unit"], directory, language)
        if row.get("unit")
        else directory.county(county).name,
        rate=f"{100 * met / due:.1f}%",
        fraction=language.say("figures.fraction", n=met, m=due),
        at=_at(100 * met / due, start),
        met=gap == 0,
        result=language.say("punctuation.space").join(said),
    )


def _axis(target: float, start: float, language: Language) -> tuple[str, str, str, str]:
    """What stands above the axis: its beginning, its middle, and the target where it lies."""
    named = language.say("figures.target", n=f"{target:g}")
    if start < NARROW_FROM:
        return ("0%", "50%", "", named)
    return ("80%", "90%", "", named) if target > 97 else ("80%", "90%", named, "100%")


def _at(per_cent: float, start: float) -> str:
    """A place on the axis, which begins at `start`."""
    return f"{(per_cent - start) / (100 - start) * 100:.1f}%"
