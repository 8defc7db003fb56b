"""What a local rule changes of routing's own tables: dated data by profile (profiles.toml), the national rule where it is silent."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Profile:
    """`skip_level`: going over a lower organ's head is a ground of refusal. `suspension`: causes and the most days of each;
    empty, there is none. `extension_days`: the most that a handling limit is extended by."""

    skip_level: bool = False
    suspension_causes: tuple[str, ...] = ()
    suspension_days: int = 0
    extension_days: int = 30


def profile(name: str) -> Profile:
    """The rules under a profile; one that the file does not name is national."""
    return _all().get(name, Profile())


@cache
def _all() -> dict[str, Profile]:
    text = files("services.routing").joinpath("profiles.toml").read_text(encoding="utf-8")
    return {name: _read(row) for name, row in tomllib.loads(text).items()}


def _read(row: Mapping[str, Any]) -> Profile:
    return Profile(
        skip_level=row.get("skip_level", False),
        suspension_causes=tuple(row.get("suspension_causes", ())),
        suspension_days=row.get("suspension_days", 0),
        extension_days=row.get("extension_days", 30),
    )
