"""How far a matter is, and how far a co-unit is with its own share of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S

if TYPE_CHECKING:
    from services.workbench.people import User
    from services.workbench.readmodel import AssignmentView, MatterView

CLOSED = frozenset({
    S.CLOSED_AT_INTAKE, S.COMPLETED, S.CLOSED, S.FINALIZED, S.WITHDRAWN, S.ARCHIVED, S.MERGED, S.NONE,
})  # fmt: skip


def co_standing(share: AssignmentView) -> S:
    """A co-unit's steps under the names of the matter's own."""
    if share.answered_at:
        return S.COMPLETED
    if share.accepted_at:
        return S.HANDLING
    return S.RECEIVED if share.signed_at else S.DISPATCHED


def is_co(matter: MatterView, user: User) -> bool:
    """Whether this person's unit helps another one that leads."""
    share = matter.share_of(user.unit)
    return share is not None and share.assignment.role is AssignmentRole.CO
