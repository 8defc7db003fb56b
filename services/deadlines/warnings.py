"""Who is told of which level, and in which hours: read from warnings.toml, checked at start."""

from __future__ import annotations

import tomllib
from datetime import time
from functools import cache
from importlib.resources import files

from services.deadlines.domain.clocks import Level
from services.deadlines.domain.telling import Telling


@cache
def telling() -> Telling:
    """The committed rules; raises ValueError for a level that nobody knows."""
    read = tomllib.loads(files("services.deadlines").joinpath("warnings.toml").read_text(encoding="utf-8"))

    def posts(of: str) -> dict[Level, frozenset[str]]:
        return {Level(level): frozenset(told) for level, told in read[of].items()}

    at_once = frozenset(Level(level) for level in read["at_once"])
    hours = time.fromisoformat(read["opens_at"]), time.fromisoformat(read["closes_at"])
    return Telling(*hours, posts("unit"), posts("office"), at_once)
