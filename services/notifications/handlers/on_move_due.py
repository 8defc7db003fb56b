"""The time of a public announcement is over: its document counts as served (row DL8)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chassis.decisions import Changed
from chassis.documents import Kind
from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.events.move_due import MoveDue
from services.notifications.decide import decide
from services.notifications.domain.acts import Act, Intent, RunOut
from services.notifications.store import DELIVERIES

ANNOUNCED = "C27"


async def on_move_due(heard: Heard[MoveDue], work: Work) -> None:
    """deadlines proposes; what was collected meanwhile stays collected."""
    due = heard.event
    if due.clock != ANNOUNCED or due.assignment_id is None:
        return
    delivery = await work.load(DELIVERIES, due.assignment_id)
    over = Intent(
        Act.PUBLIC_NOTICE_RUN_OUT, work.now, RunOut(due.started_at, due.due_at), frozenset({"system"})
    )
    decided = decide(due.assignment_id, delivery, [over], SYSTEM)
    if isinstance(decided, Changed):
        await work.save(DELIVERIES, due.assignment_id, decided.state, *decided.announce)


def its_delivery(event: MoveDue) -> Iterable[tuple[Kind[Any], str]]:
    """Nothing is loaded for the limits that are other services' business."""
    return ((DELIVERIES, event.assignment_id),) if event.clock == ANNOUNCED and event.assignment_id else ()
