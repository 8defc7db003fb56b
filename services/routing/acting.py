"""Who acts: a person in the post that the act is for, speaking for the own unit or for the county's centre."""

from __future__ import annotations

from chassis.identity import Principal
from lianjie_contracts.base import Actor
from lianjie_contracts.directory import Directory
from services.routing.domain.lifecycle import roles_for


def acting(caller: Principal, act: str, directory: Directory) -> Actor:
    """Of several posts one that may do the act; who has none is told so by its row, and named by any."""
    posts = caller.roles & roles_for(act) or caller.roles
    return caller.actor(min(posts), organ_of(caller, directory))


def organ_of(caller: Principal, directory: Directory) -> str:
    """The name of the unit, or of the centre; a unit that the directory does not know goes by its code."""
    if caller.unit:
        return directory.unit(caller.unit).name if directory.has_unit(caller.unit) else caller.unit
    return directory.county(caller.county).centre
