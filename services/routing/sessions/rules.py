"""What local rules may change of a joint session: read from rules.toml, checked at start."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Rules:
    """`decision_days`: calendar days for a decision without a day of its own. `representatives`: received at most."""

    decision_days: int
    representatives: int


@cache
def rules() -> Rules:
    """The committed rules; raises TypeError for a figure that is missing or that nobody knows."""
    return Rules(**tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")))
