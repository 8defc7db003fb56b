"""Reads the committed table of clocks."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from lianjie_contracts.profiles import all_known
from services.deadlines.domain import clocks
from services.deadlines.domain.clocks import ClockRule, ClockTable, Kind, Level, Moment, Override, Warn
from services.deadlines.domain.counting import Counting, Unit

# Names under `profiles` that are no profile: variants, levels and phases that a county may set one day.
NO_PROFILES = frozenset({"other_places", "variant_b", "level_key", "level_slices", "phases"})
SCHEDULES = {"long": clocks.LONG, "week": clocks.WEEK, "short": clocks.SHORT}


def committed() -> ClockTable:
    """The 50 clocks under the national rules, in their order; raises ValueError for a rule of an unknown profile."""
    text = files("services.deadlines").joinpath("clocks.toml").read_text(encoding="utf-8")
    rows = [_rule(row) for row in tomllib.loads(text)["clock"]]
    all_known((name for row in rows for name in row.profiles if name not in NO_PROFILES), "clocks.toml")
    return ClockTable({row.id: row for row in rows})


def _rule(row: dict[str, Any]) -> ClockRule:
    typed = {
        "kind": Kind(row["kind"]),
        "unit": Unit(row["unit"]),
        "counting": Counting(row["counting"]),
        "length": row.get("length"),
        "stop_events": tuple(row["stop_events"]),
        "warnings": _schedule(row["warnings"]),
        "profiles": {name: _override(changed) for name, changed in row.get("profiles", {}).items()},
        "marks": tuple(row.get("marks", ())),
    }
    return ClockRule(**(row | typed))


def _schedule(written: str | list[dict[str, str]]) -> tuple[Warn, ...]:
    if isinstance(written, str):
        return SCHEDULES[written]
    return tuple(_warn(**line) for line in written)


def _warn(at: str, level: str | None = None, to: str | None = None, says: str | None = None) -> Warn:
    return Warn(Moment(at), Level(level) if level else None, to, says)


def _override(changed: dict[str, Any]) -> Override:
    own = {"length", "unit", "counting", "enabled"}
    return Override(
        length=changed.get("length"),
        unit=Unit(changed["unit"]) if "unit" in changed else None,
        counting=Counting(changed["counting"]) if "counting" in changed else None,
        enabled=changed.get("enabled"),
        remarks={name: value for name, value in changed.items() if name not in own},
    )
