"""Who is in front of the window, and what that person may see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.workbench.readmodel import MatterView


class Role(StrEnum):
    """Posts of spec/domain 2 that this window serves today."""

    REGISTRAR = "registrar"
    RECEPTIONIST = "receptionist"
    LETTER_CLERK = "letter_clerk"
    ROUTER = "router"
    OFFICE_DEPUTY_HEAD = "office_deputy_head"
    OFFICE_HEAD = "office_head"
    SUPERVISOR = "supervisor"
    LEADER = "leader"
    ANALYST = "analyst"
    UNIT_LIAISON = "unit_liaison"
    UNIT_HANDLER = "unit_handler"
    UNIT_HEAD = "unit_head"


UNIT_ROLES = frozenset({Role.UNIT_LIAISON, Role.UNIT_HANDLER, Role.UNIT_HEAD})
REGISTERING = frozenset({Role.REGISTRAR, Role.RECEPTIONIST, Role.LETTER_CLERK})
DISPATCHING = frozenset({Role.ROUTER, Role.OFFICE_DEPUTY_HEAD, Role.OFFICE_HEAD})
CONTACTING = REGISTERING | UNIT_ROLES | {Role.ROUTER}
CLEARED = DISPATCHING  # may open what is restricted [R22 30]


@dataclass(frozen=True, slots=True)
class User:
    """A signed-in person; `token` is what the owners' services are shown."""

    username: str
    name: str
    roles: frozenset[str]
    county: str
    unit: str | None = None
    org: str = ""
    post: str = ""
    desk: str = ""
    token: str = ""

    @property
    def in_unit(self) -> bool:
        return self.unit is not None

    def is_any(self, roles: frozenset[Role]) -> bool:
        return not self.roles.isdisjoint(roles)


def may_see(user: User, matter: MatterView) -> bool:
    """County offices see their county, units what was given to them, and never a complaint about themselves."""
    if user.unit is not None:
        return user.unit in matter.units and user.unit != matter.accused_unit and not matter.restricted
    return user.county == matter.county and (not matter.restricted or user.is_any(CLEARED))
