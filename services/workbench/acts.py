"""What may be done with a matter now, by whom, and why the rest may not: one table, state by post.

The owner of matters decides; this table only spares people a form that would be refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import AssignmentRole, LitigationStatus, MatterClass, MatterState
from services.workbench.people import Role

if TYPE_CHECKING:
    from services.workbench.people import User
    from services.workbench.readmodel import AssignmentView, MatterView

S = MatterState


class Act(StrEnum):
    """What this window can ask of the owner of matters."""

    DISPATCH = "dispatch"
    GUIDE = "guide"
    TO_DISCIPLINE = "to_discipline"
    SIGN_FOR = "sign_for"
    ACCEPT = "accept"
    NAME_HANDLERS = "name_handlers"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Row:
    """One act: from which states, by which posts, on which side of the table, and its key on the page."""

    act: Act
    states: frozenset[S]
    roles: frozenset[Role]
    of_unit: bool
    key: str
    lead_only: bool = False


LIAISON, HANDLER, HEAD = Role.UNIT_LIAISON, Role.UNIT_HANDLER, Role.UNIT_HEAD
NEW = frozenset({S.SCREENING})
CLERKS = frozenset({Role.ROUTER, Role.RECEPTIONIST, Role.LETTER_CLERK})

TABLE = (
    Row(Act.DISPATCH, NEW, frozenset({Role.ROUTER}), of_unit=False, key="D"),
    Row(Act.GUIDE, NEW, CLERKS, of_unit=False, key="G"),
    Row(Act.TO_DISCIPLINE, NEW, frozenset({Role.ROUTER}), of_unit=False, key="I"),
    Row(Act.SIGN_FOR, frozenset({S.DISPATCHED}), frozenset({LIAISON, HANDLER}), of_unit=True, key="S"),
    Row(Act.ACCEPT, frozenset({S.RECEIVED}), frozenset({LIAISON, HANDLER, HEAD}), of_unit=True, key="A"),
    Row(Act.NAME_HANDLERS, frozenset({S.ACCEPTED}), frozenset({HEAD}), of_unit=True, key="N", lead_only=True),
    Row(Act.OPINION, frozenset({S.HANDLING}), frozenset({HEAD}), of_unit=True, key="O"),
)
BY_ACT = {row.act: row for row in TABLE}

# The straight road, in its order: it tells "not yet" from "already done".
ROAD = (
    S.REGISTERED, S.SCREENING, S.DISPATCHED, S.RECEIVED, S.ACCEPTED, S.HANDLING, S.OPINION_READY, S.COMPLETED, S.CLOSED,
    S.FINALIZED, S.ARCHIVED,
)  # fmt: skip
CLOSED = frozenset({
    S.CLOSED_AT_INTAKE, S.COMPLETED, S.CLOSED, S.FINALIZED, S.WITHDRAWN, S.ARCHIVED, S.MERGED, S.NONE,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as the page shows it: allowed, or `because` (a key of the locale file) it is not."""

    act: Act
    allowed: bool
    because: str = ""
    key: str = ""


def offers(matter: MatterView, user: User) -> tuple[Offer, ...]:
    """The acts of this person's side, allowed ones first, the most likely of them at the head."""
    found = [made for act in BY_ACT if (made := offer(act, matter, user))]
    likely = _likely(matter)
    return tuple(sorted(found, key=lambda made: (not made.allowed, made.act is not likely)))


def offer(act: Act, matter: MatterView, user: User) -> Offer | None:
    """One act for one person, or None if it is not of that person's side or not of this kind of matter."""
    row = BY_ACT[act]
    if row.of_unit != user.in_unit or (row.lead_only and is_co(matter, user)):
        return None
    if act is Act.TO_DISCIPLINE and matter.matter_class is not MatterClass.ACCUSATION:
        return None
    if act is Act.DISPATCH and matter.matter_class is MatterClass.ACCUSATION:
        return Offer(act, allowed=False, because="why_not.dispatch.accusation", key=row.key)
    state = standing(matter, user)
    if state in row.states:
        allowed = user.is_any(row.roles)
        return Offer(act, allowed, "" if allowed else f"why_not.{act}.by", row.key)
    return Offer(act, allowed=False, because=f"why_not.{act}.{_when(row, state)}", key=row.key)


def standing(matter: MatterView, user: User) -> str:
    """How far the matter is for this person: a co-unit has a share of its own, everybody else the matter's state."""
    share = matter.share_of(user.unit)
    if share is None or share.assignment.role is not AssignmentRole.CO:
        return matter.state
    return co_standing(share)


def co_standing(share: AssignmentView) -> S:
    """A co-unit's steps under the names of the matter's own."""
    if share.answered_at:
        return S.COMPLETED
    if share.accepted_at:
        return S.HANDLING
    return S.RECEIVED if share.signed_at else S.DISPATCHED


def is_co(matter: MatterView, user: User) -> bool:
    share = matter.share_of(user.unit)
    return share is not None and share.assignment.role is AssignmentRole.CO


def _likely(matter: MatterView) -> Act | None:
    if matter.matter_class is MatterClass.ACCUSATION:
        return Act.TO_DISCIPLINE
    court = matter.litigation in {
        LitigationStatus.PENDING,
        LitigationStatus.DECIDED,
        LitigationStatus.SHOULD_GO,
    }
    return Act.GUIDE if court else Act.DISPATCH


def _when(row: Row, state: str) -> str:
    if state in CLOSED:
        return "closed"
    road = [str(step) for step in ROAD]
    if state not in road:
        return "aside"
    return "not_yet" if road.index(state) < min(road.index(step) for step in row.states) else "done"
