"""What a local rule changes of routing's own conditions: data by profile (profiles.toml), the national rule where it is silent."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from lianjie_contracts.profiles import NATIONAL, all_known, line


@dataclass(frozen=True, slots=True)
class Profile:
    """`skip_level`: going over a lower organ's head is a ground of refusal. `suspension`: causes and the most days of each;
    none, it is off. `extension_days`: the most that a handling limit is extended by; `extension_needs_assigner`: of an
    assigned matter not without the assigner's consent. `investigators`: the fewest of one matter. `report_returns`,
    `revocations`: how often, before somebody higher decides. `hearing_right_told`: no opinion without it, and what missed
    its hearing is revoked. `hearing_notice_days`: from the notice to the day; `callback_attempts`: in vain, then it is left."""

    skip_level: bool
    suspension_causes: tuple[str, ...]
    suspension_days: int
    extension_days: int
    extension_needs_assigner: bool
    investigators: int
    report_returns: int
    revocations: int
    hearing_right_told: bool
    hearing_notice_days: int
    hearing_officers: int
    simple_hearing_officers: int
    callback_attempts: int
    panel: int


def profile(name: str) -> Profile:
    """The rules under a profile: its own, those it rests on, at last the national ones; of an unknown one the national."""
    rules = written()
    own: dict[str, Any] = {}
    for each in reversed(line(name)):
        own |= rules.get(each, {})
    return _typed(own)


@cache
def written() -> dict[str, Mapping[str, Any]]:
    """The file as it stands; raises ValueError if it names a profile or a rule that nobody knows, or the national lacks one."""
    text = files("services.routing").joinpath("profiles.toml").read_text(encoding="utf-8")
    rules = tomllib.loads(text)
    all_known(rules, "services/routing/profiles.toml")
    _typed(rules[NATIONAL])
    known = {rule.name for rule in fields(Profile)}
    if unknown := {rule for own in rules.values() for rule in own} - known:
        raise ValueError(f"services/routing/profiles.toml: there is no rule {min(unknown)}")
    return rules


def _typed(own: Mapping[str, Any]) -> Profile:
    """Raises KeyError for a rule that nobody has set."""
    named = {rule.name: own[rule.name] for rule in fields(Profile)}
    return Profile(**named | {"suspension_causes": tuple(own["suspension_causes"])})
