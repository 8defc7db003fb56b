"""Who answers for what is reported: declared rules (owners.toml), the first that fits; a person where none does."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lianjie_contracts.directory import Directory
from services.intake.quick_reports.report import Owner


@dataclass(frozen=True, slots=True)
class OwnerRule:
    """`place`: a township's three digits; empty `kind` or `place` fits every one."""

    unit: str
    kind: str = ""
    place: str = ""
    worker: str | None = None

    def fits(self, kind: str, place_code: str) -> bool:
        return self.kind in ("", kind) and self.place in ("", place_code[6:])


@dataclass(frozen=True, slots=True)
class OwnerRules:
    """`kinds`: code and name of what people report, in the order in which they are offered."""

    kinds: Mapping[str, str]
    rules: tuple[OwnerRule, ...]

    def owner_of(self, kind: str, place_code: str, county: str, directory: Directory) -> Owner | None:
        """None: no rule fits, or the rule names a unit that this county does not have."""
        rule = next((each for each in self.rules if each.fits(kind, place_code)), None)
        if rule is None or not directory.has_unit(f"{county}-{rule.unit}"):
            return None
        return Owner(f"{county}-{rule.unit}", f"{rule.worker}@{county}" if rule.worker else None)


@cache
def owner_rules() -> OwnerRules:
    """The rules of owners.toml; raises ValueError for a rule on a kind that is not in its list."""
    told = tomllib.loads(Path(__file__).with_name("owners.toml").read_text(encoding="utf-8"))
    kinds = {kind["code"]: kind["name"] for kind in told["kinds"]}
    rules = tuple(OwnerRule(**rule) for rule in told["rules"])
    if unknown := {rule.kind for rule in rules if rule.kind} - kinds.keys():
        raise ValueError(f"owners.toml has rules for unknown kinds: {', '.join(sorted(unknown))}")
    return OwnerRules(kinds, rules)
