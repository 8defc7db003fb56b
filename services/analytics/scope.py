"""Who may see which figures: an office its county, a unit itself, and nobody beyond that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException

from chassis.identity import Principal
from lianjie_contracts.directory import Directory


@dataclass(frozen=True, slots=True)
class Scope:
    """One county, or one unit of it."""

    county: str
    unit: str | None = None

    def where(self) -> dict[str, Any]:
        return {"state.unit": self.unit} if self.unit else {"state.county": self.county}


def scope_of(caller: Principal, directory: Directory, county: str | None, unit: str | None) -> Scope:
    """What was asked for, if the caller may; what was not said is the caller's own."""
    if (county or caller.county) != caller.county:
        raise HTTPException(403, "您只能看本县的数字。")
    if caller.unit:
        if (unit or caller.unit) != caller.unit:
            raise HTTPException(403, "您只能看本单位的数字。")
        return Scope(caller.county, caller.unit)
    if unit and not (directory.has_unit(unit) and directory.unit(unit).county == caller.county):
        raise HTTPException(404, "本县没有这个单位。")
    return Scope(caller.county, unit)
