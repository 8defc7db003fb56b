"""What local rules may change of supervision: read from rules.toml, checked at start."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lianjie_contracts.vocabulary import SupervisionGround, SupervisionLevel

LADDER = (
    SupervisionLevel.REMINDER, SupervisionLevel.SUPERVISION, SupervisionLevel.KEY, SupervisionLevel.LISTED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """`fruitless`: rejected answers before only the next level is left. `answer_days`: working days for an answer.
    `approved`: levels that a deputy head approves. `missed`: the ground that each missed duty is, by its clock; `begins_at`: its level, where not the lowest."""

    fruitless: int
    answer_days: Mapping[SupervisionLevel, int]
    approved: frozenset[SupervisionLevel]
    missed: Mapping[str, SupervisionGround]
    begins_at: Mapping[str, SupervisionLevel]


@cache
def rules() -> Rules:
    """The committed rules; raises ValueError or KeyError for a word that nobody knows or a level without days."""
    read = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    return Rules(
        read["fruitless"],
        {level: int(read["answer_days"][level.value]) for level in LADDER},
        frozenset(LADDER[LADDER.index(SupervisionLevel(name))] for name in read["approval"]["levels"]),
        {clock: SupervisionGround[ground] for clock, ground in read["missed"].items()},
        {clock: LADDER[LADDER.index(SupervisionLevel(level))] for clock, level in read["begins_at"].items()},
    )


def next_level(level: SupervisionLevel) -> SupervisionLevel:
    """One step up the ladder; the top stays the top."""
    return LADDER[min(LADDER.index(level) + 1, len(LADDER) - 1)]
