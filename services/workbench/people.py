"""Who is in front of the window, and what that person may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from lianjie_contracts.cover import Person as Named
from lianjie_contracts.vocabulary import AssignmentRole

if TYPE_CHECKING:
    from services.workbench.readmodel import DeliveryView, MatterView


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
    GRID_WORKER = "grid_worker"
    ARCHIVIST = "archivist"
    REVIEW_LEAD = "review_lead"
    REVIEW_SECRETARY = "review_secretary"
    REVIEW_PANEL_MEMBER = "review_panel_member"
    HEARING_HOST = "hearing_host"
    HEARING_OFFICER = "hearing_officer"
    SESSION_COORDINATOR = "session_coordinator"


UNIT_ROLES = frozenset({Role.UNIT_LIAISON, Role.UNIT_HANDLER, Role.UNIT_HEAD})
REGISTERING = frozenset({Role.REGISTRAR, Role.RECEPTIONIST, Role.LETTER_CLERK})
DISPATCHING = frozenset({Role.ROUTER, Role.OFFICE_DEPUTY_HEAD, Role.OFFICE_HEAD})
COMMON = frozenset(
    {"item_registered", "matter_item_joined", "matter_dispatched"}
)  # what every unit of a matter knows
OF_OFFICE = frozenset({"letter_step_taken", "matter_held_accountable"})  # what no unit is told
LETTER_ROOM = frozenset({Role.LETTER_CLERK, Role.OFFICE_DEPUTY_HEAD, Role.OFFICE_HEAD})
CONTACTING = REGISTERING | UNIT_ROLES | {Role.ROUTER}
CLEARED = DISPATCHING  # may open what is restricted [R22 30]


@dataclass(frozen=True, slots=True)
class User:
    """A signed-in person; `token` is what the owners' services are shown, `covered` those for whom the person stands in today."""

    username: str
    name: str
    roles: frozenset[str]
    county: str
    unit: str | None = None
    org: str = ""
    post: str = ""
    desk: str = ""
    token: str = ""
    covered: tuple[Named, ...] = ()

    @property
    def me(self) -> Named:
        return Named(id=self.username, name=self.name)

    @property
    def words(self) -> tuple[str, ...]:
        """Under which a matter may name this person, or somebody for whom the person stands in (MatterView.people)."""
        return tuple(word for each in (self.me, *self.covered) for word in self._words_of(each))

    def stands_for(self, matter: MatterView) -> str:
        """The name of the absent colleague whose matter it is; empty where the matter names this person, or neither."""
        named = set(matter.people)
        if named.intersection(self._words_of(self.me)):
            return ""
        return next(
            (each.name or each.id for each in self.covered if named.intersection(self._words_of(each))), ""
        )

    def _words_of(self, person: Named) -> tuple[str, ...]:
        return tuple(f"{self.unit or self.county}:{word}" for word in person.words)

    @property
    def in_unit(self) -> bool:
        return self.unit is not None

    @property
    def on_street(self) -> bool:
        """A grid worker, and nothing besides: works on quick reports and sees no petition."""
        return self.roles == {Role.GRID_WORKER}

    def is_any(self, roles: frozenset[Role]) -> bool:
        return not self.roles.isdisjoint(roles)


def may_see(user: User, matter: MatterView) -> bool:
    """County offices see their county, units what was given to them; what is restricted, only who must act on it."""
    if user.on_street:
        return False
    if user.unit is not None:
        return user.unit in matter.units and not matter.restricted
    return user.county == matter.county and (not matter.restricted or user.is_any(CLEARED))


def seen_by(user: User, matter: MatterView) -> MatterView:
    """A unit reads what it must answer and no more: a co-unit its own share, nobody in a unit who was complained of."""
    share = matter.share_of(user.unit)
    if share is None:
        return matter
    if share.assignment.role is not AssignmentRole.CO:
        told = tuple(entry for entry in matter.timeline if entry.type not in OF_OFFICE)
        return replace(matter, accused_unit=None, timeline=told)
    own = share.assignment.claim_ids
    papers = {id_: paper for id_, paper in matter.deliveries.items() if concerns(paper, user.unit)}
    streams = {f"delivery:{id_}" for id_ in papers}
    return replace(
        matter,
        accused_unit=None,
        claims=tuple(claim for claim in matter.claims if claim.claim_id in own),
        assignments=(share,),
        clocks={id_: clock for id_, clock in matter.clocks.items() if clock.unit == user.unit},
        deliveries=papers,
        opinion=None,
        requests={},
        drafted_by="",
        timeline=tuple(
            e
            for e in matter.timeline
            if e.type not in OF_OFFICE
            and (e.type in COMMON or e.facts.get("unit") == user.unit or e.stream in streams)
        ),
    )


def concerns(paper: DeliveryView, unit: str | None) -> bool:
    """Whether a unit issued a document, or is who it is addressed to."""
    return unit in (paper.unit, paper.to_unit)
