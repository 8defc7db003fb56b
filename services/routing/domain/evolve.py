"""A matter as its own events tell it: what each event makes of the matter before it.

Every move goes this way: decided, told, and only then done, so that whoever has the events has the matter. Four fields
are no business of the topic and come from the item that opened the matter (`opening.with_item`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.events.matter_amended import MatterAmended
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_opened import MatterOpened
from services.routing.domain.above import transferred
from services.routing.domain.beside import Kin
from services.routing.domain.lifecycle import ROWS, mirrored, stepped
from services.routing.domain.matter import Matter, UnitShare, of_share
from services.routing.domain.rows import Row


def evolve(matter: Matter | None, event: MatterEvent) -> Matter:
    """The matter after one more of its events: state and time, what its row says, and what it carried along."""
    if isinstance(event, MatterOpened):
        return _past(_opened(event), event)
    assert matter is not None, "the first event of a matter opens it"
    moved = replace(matter, state=event.state or matter.state, last_at=event.occurred_at)
    for number in (event.row, *event.drove):
        if number in ROWS:
            moved = _done(moved, ROWS[number], event)
    told = _TOLD.get(type(event))
    return _past(told(moved, event) if told else moved, event)


def _past(matter: Matter, event: MatterEvent) -> Matter:
    """What an import tells of the past ends with the last event that is marked so."""
    return replace(matter, carried_until=event.occurred_at) if event.carried_over else matter


def _done(matter: Matter, row: Row, event: MatterEvent) -> Matter:
    moved = row.then(matter, event) if row.then else matter
    for mirror in mirrored(row):
        for share in _moved_along(moved, mirror):
            moved = of_share(moved, share, state=mirror.target)
    if row.machine == "assignment" and row.target is not None:
        named = (s for s in moved.assignments if s.assignment_id == event.assignment_id)
        return of_share(moved, next(named, None), state=row.target)
    return stepped(moved, row)


def _moved_along(matter: Matter, mirror: Row) -> tuple[UnitShare, ...]:
    """The lead's share moves with the matter; at its end, every share does."""
    shares = matter.assignments if mirror.act == "end_with_matter" else filter(None, (matter.lead,))
    return tuple(share for share in shares if share.state in mirror.sources)


def _opened(event: MatterOpened) -> Matter:
    assert event.state is not None
    return Matter(
        matter_id=event.matter_id, county=event.county, profile=event.profile, state=event.state, title=event.title,
        claims=event.claims, matter_class=event.matter_class, category=event.category, place=event.place, channel=event.channel,
        source=event.source, received_at=event.received_at, last_at=event.occurred_at, suggestion=event.suggestion,
        urgency=event.urgency, litigation_status=event.litigation_status, restricted=event.restricted, secret=event.secret,
        accused_unit=event.accused_unit, headcount=event.headcount, item_ids=(event.item_id,), item_nos=(event.item_no,),
        first_handler=event.first_handler, kin=Kin(split_from=event.split_from),
        **transferred(event.source, event.exchange_no, event.exchange_due_on),
    )  # fmt: skip


def _joined(matter: Matter, event: MatterItemJoined) -> Matter:
    new = event.new_claims if matter.is_undispatched else ()
    return replace(
        matter, item_ids=(*matter.item_ids, event.item_id), item_nos=(*matter.item_nos, event.item_no),
        headcount=max(matter.headcount, event.headcount), claims=(*matter.claims, *new),
    )  # fmt: skip


def _absorbed(matter: Matter, event: MatterAbsorbed) -> Matter:
    new = event.new_claims if matter.is_undispatched else ()
    return replace(
        matter, item_ids=(*matter.item_ids, *event.item_ids), item_nos=(*matter.item_nos, *event.item_nos),
        headcount=max(matter.headcount, event.headcount), claims=(*matter.claims, *new),
        kin=replace(matter.kin, absorbed=(*matter.kin.absorbed, event.absorbed)),
    )  # fmt: skip


def _amended(matter: Matter, event: MatterAmended) -> Matter:
    return replace(
        matter, title=event.title, claims=event.claims, matter_class=event.matter_class, category=event.category, place=event.place,
        litigation_status=event.litigation_status, urgency=event.urgency, restricted=event.restricted, secret=event.secret,
        accused_unit=event.accused_unit, suggestion=event.suggestion, headcount=event.headcount,
    )  # fmt: skip


_TOLD: Mapping[type[MatterEvent], Callable[[Matter, Any], Matter]] = {
    MatterItemJoined: _joined,
    MatterAmended: _amended,
    MatterAbsorbed: _absorbed,
}
