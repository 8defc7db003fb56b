"""The tables of the front door, read once from the TOML files beside this one; rows marked [GK] or [D] are meant to be edited."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from lianjie_contracts.profiles import NATIONAL, all_known, line
from lianjie_contracts.vocabulary import Channel, MatterClass, Path, Purpose
from services.intake.domain.rules import (
    CHANNELS,
    Anonymous,
    Facts,
    FieldRule,
    Most,
    Need,
    Profile,
    Stage,
    holds,
)


@dataclass(frozen=True, slots=True)
class PathRow:
    """A lawful path: the classes it is open to, and its basis."""

    zh: str
    classes: frozenset[MatterClass]
    basis: str


@dataclass(frozen=True, slots=True)
class Bring:
    """A line of the slip: what to bring next time."""

    words: str
    when: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything of tables/, typed. `categories` are level 1, `subcategories` level 2 codes with their names."""

    profiles: Mapping[str, Profile]
    anonymous: Anonymous
    bring: tuple[Bring, ...]
    ethnic_groups: Mapping[str, str]
    purposes: Mapping[Purpose, tuple[str, MatterClass | None]]
    paths: Mapping[Path, PathRow]
    categories: Mapping[str, str]
    subcategories: Mapping[str, str]

    def profile(self, id_: str) -> Profile:
        """A profile without lines of its own is as what it rests on, at last the national one."""
        return next(self.profiles[name] for name in line(id_) if name in self.profiles)

    def to_bring(self, facts: Facts) -> list[str]:
        return [line.words for line in self.bring if holds(line.when, facts)]


@cache
def tables() -> Tables:
    """The tables as shipped or edited in place; a malformed one stops the service at its start."""
    form, groups, screening = _read("fields"), _read("ethnic_groups"), _read("screening")
    all_known(form["profiles"], "fields.toml")
    anonymous = form["anonymous"]
    return Tables(
        profiles={id_: _profile(id_, form) for id_ in form["profiles"]},
        anonymous=Anonymous(
            frozenset(map(Channel, anonymous["channels"])),
            frozenset(map(MatterClass, anonymous["classes"])),
            anonymous["because"],
        ),
        bring=tuple(Bring(row["words"], _when(row)) for row in form["bring"]),
        ethnic_groups=groups["codes"],
        purposes={
            Purpose(word): (row["zh"], MatterClass(row["class"]) if "class" in row else None)
            for word, row in screening["purposes"].items()
        },
        paths={
            Path(word): PathRow(row["zh"], frozenset(map(MatterClass, row["classes"])), row["basis"])
            for word, row in screening["paths"].items()
        },
        categories={code: row["zh"] for code, row in screening["categories"].items()},
        subcategories={
            code + sub: zh for code, row in screening["categories"].items() for sub, zh in row["l2"].items()
        },
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _profile(id_: str, form: Mapping[str, Any]) -> Profile:
    own = {**form["profiles"][NATIONAL], **form["profiles"][id_]}
    letters = own.get("needs", {})
    return Profile(
        id=id_,
        representatives=tuple(Most(row["most"], row.get("heads")) for row in own["representatives"]),
        agents=own["agents"],
        joint_letter_from=own["joint_letter_from"],
        group_from=own["group_from"],
        fields=tuple(_rule(row, letters.get(row["id"], row["needs"])) for row in form["fields"]),
    )


def _rule(row: Mapping[str, Any], letters: str) -> FieldRule:
    needs = dict(zip(CHANNELS, map(Need, letters.split()), strict=True))
    return FieldRule(
        row["id"], row["zh"], Stage(row["stage"]), needs, _when(row), row.get("because", ""), row.get("instead", ""),
        row.get("fixed", False),
    )  # fmt: skip


def _when(row: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in row.get("when", {}).items()}
