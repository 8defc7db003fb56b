"""The roads a made-up matter can take and the words it is told in, read from the two tables beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Road:
    """`until` is the last stage walked; `late` the stage that takes too long; `mail` the share who agreed to e-mail."""

    name: str
    weight: int
    about: str = "cases"
    until: str = "fetch"
    late: str = ""
    mail: float | None = None
    bounces: bool = False
    assigned: bool = False
    helped: bool = False
    group: bool = False
    repeated: str = ""
    slips: bool = False
    secret: bool = False
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Roads:
    """All roads, with their weights side by side, and how long each stretch lasts in days."""

    all: tuple[Road, ...]
    weights: tuple[int, ...]
    days: dict[str, Span]
    late: dict[str, Span]
    share: dict[str, float]

    def stretch(self, stage: str, road: Road) -> Span:
        return self.late[stage] if road.late == stage else self.days[stage]


@cache
def roads() -> Roads:
    raw = _read("roads.toml")
    walked = tuple(Road(**row) for row in raw["roads"])
    spans = {
        name: {stage: (low, high) for stage, (low, high) in raw[name].items()} for name in ("days", "late")
    }
    return Roads(walked, tuple(road.weight for road in walked), spans["days"], spans["late"], raw["share"])


@cache
def texts() -> dict[str, Any]:
    return _read("texts.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
