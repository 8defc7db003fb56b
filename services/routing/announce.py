"""What each unit concerned may see of a matter, told on its own topic."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from lianjie_contracts.base import Actor, Message
from lianjie_contracts.events.matter_exchanged import MatterExchanged
from lianjie_contracts.events.matter_routed import MatterRouted, RoutedFile
from lianjie_contracts.events.result_package import ResultPackage
from lianjie_contracts.vocabulary import AssignmentRole, TransferMode
from services.routing.domain.matter import AssignmentState as A, File, Matter, UnitShare
from services.routing.domain.roads.dispatching import told_of
from services.routing.domain.rows import PETITIONERS

REQUIREMENTS = {
    TransferMode.FORWARD: "请依法办理并答复信访人",
    TransferMode.ASSIGN: "请依法办理，并在期限内报送办结报告",
}
HANDED_BACK = (A.RETURNED, A.RECALLED)


def feeds(matter: Matter, by: Actor, before: Collection[UnitShare] = ()) -> tuple[MatterRouted, ...]:
    """What each unit concerned may now see: one full state per unit that holds a share.

    Whose share was given back or recalled is told so once: nothing if it stood so among the shares `before`.
    """
    return tuple(
        routed(matter, share, by)
        for share in matter.assignments
        if share.feed and not (share.state in HANDED_BACK and share in before)
    )


def routed(matter: Matter, share: UnitShare, by: Actor) -> MatterRouted:
    """What one unit may see: a ticket only if the matter is restricted or secret; the person's name stays sealed.

    The lead sees every claim, for it must answer each or name the unit that does; a co-unit sees its own. Of whom the matter
    comes, a ticket says nothing, not even by the id of who acted.
    """
    common: dict[str, Any] = {
        "occurred_at": matter.last_at, "by": _nameless(by), "unit": share.unit, "matter_id": matter.matter_id,
        "state": matter.state, "item_nos": matter.item_nos, "assignment": told_of(share), "requirement": REQUIREMENTS[share.mode],
        "share_state": share.state, "execution": matter.execution, "closing_check": matter.closing_check,
    }  # fmt: skip
    if matter.restricted or matter.secret:
        return MatterRouted(**common, ticket_only=True)
    return MatterRouted(
        **common, title=matter.title, main_content=matter.main_content, channel=matter.channel, matter_class=matter.matter_class,
        claims=tuple(c for c in matter.claims if _leads(share) or c.claim_id in share.claim_ids), place=matter.place,
        urgency=matter.urgency, headcount=matter.headcount, simple=matter.simple, petitioner_name=matter.petitioner_name,
        received_at=matter.received_at, report_due_at=matter.report_due_at, handlers=matter.handlers if _leads(share) else (),
        issued_at=matter.issued_at, attachments=tuple(map(_copy, matter.files)), item_ids=matter.item_ids,
    )  # fmt: skip


def _copy(file: File) -> RoutedFile:
    """A unit is told of the copy alone: the original of a picture may betray its author."""
    return RoutedFile(
        sha256=file.shared, media_type=file.media_type, size=file.size, role=file.role, name=file.name
    )


def _leads(share: UnitShare) -> bool:
    return share.role == AssignmentRole.LEAD


def _nameless(by: Actor) -> Actor:
    """A petitioner's own act is told as a petitioner's, of nobody."""
    return Actor(id=by.role, role=by.role) if by.role in PETITIONERS.split() else by


def packages(announced: Iterable[Message]) -> tuple[ResultPackage, ...]:
    """What the superior's system is told of what was just done: the results that were sent to it (EX2, EX5)."""
    return tuple(
        ResultPackage(
            occurred_at=event.occurred_at, by=event.by, county=event.county, matter_id=event.matter_id, package=event.package,
            number=event.number, fields=event.fields,
        )
        for event in announced
        if isinstance(event, MatterExchanged) and event.fields
    )  # fmt: skip
