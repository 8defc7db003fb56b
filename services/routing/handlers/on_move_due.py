<<<<<<< HEAD
"""A limit that moves something by itself is over: what follows of it, if the matter still stands where it began."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.decisions import Changed
from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.events.move_due import MoveDue
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent, TimeIsUp
=======
"""A limit that moves something by itself is over: deadlines proposes, and the tables say whether it still moves anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.events.move_due import MoveDue
from services.routing.domain.acts import Act, Intent
from services.routing.domain.roads.serving import ServiceOverdue
>>>>>>> cf9031c (wip)
from services.routing.domain.roads.withdrawing import RegretOver
from services.routing.proposing import propose
from services.routing.store import MATTERS

<<<<<<< HEAD
# Which act the end of which limit is; rows 25, 3.5, 7.2, 46.3 and 46.4. The others that end are other services' business.
MOVES: Mapping[str, str] = {
    "C22": Act.LEAVE_SIMPLE,
    "C23": Act.DROP_SIMPLE,
    "C40": Act.INFO_WINDOW_LAPSED,
    "C42": Act.DEEM_RECEIVED,
    "C45": Act.WITHDRAWAL_TAKES_EFFECT,
}


async def on_move_due(heard: Heard[MoveDue], work: Work) -> None:
    """deadlines proposes; what was done, taken back or overtaken meanwhile stays as it is."""
    due = heard.event
    act = MOVES.get(due.clock)
    if act is None:
=======
Brings = Callable[[MoveDue], Any]


def _nothing(_: MoveDue) -> None:
    return None


def _overdue(due: MoveDue) -> ServiceOverdue:
    return ServiceOverdue(due.started_at)


# What each limit moves when it ends; of several texts that may be waiting for service, the one that is.
MOVES: Mapping[str, tuple[tuple[str, Brings], ...]] = {
    "C10": (("window_lapsed", _nothing),),
    "C13": (("window_lapsed", _nothing),),
    "C26": (
        ("recheck_service_not_begun", _overdue), ("review_service_not_begun", _overdue), ("service_not_begun", _overdue),
    ),
    "C45": ((Act.WITHDRAWAL_TAKES_EFFECT, lambda due: RegretOver(due.started_at)),),
}  # fmt: skip


async def on_move_due(heard: Heard[MoveDue], work: Work) -> None:
    """What was taken back, overtaken or done meanwhile stays as it is."""
    due = heard.event
    moves = MOVES.get(due.clock, ())
    if not moves:
>>>>>>> cf9031c (wip)
        return
    regret = act == Act.WITHDRAWAL_TAKES_EFFECT
    brings = RegretOver(due.started_at) if regret else TimeIsUp(due.clock, due.started_at, due.due_at)
    matter = await work.load(MATTERS, due.matter_id)
<<<<<<< HEAD
    wish = Intent(act, SYSTEM, work.now, frozenset({"system"}), None, brings)
    decision = decide(matter, [wish])
    if isinstance(decision, Changed):
        await work.save(MATTERS, due.matter_id, decision.state, *decision.announce)
=======
    await propose(
        work,
        matter,
        [Intent(act, SYSTEM, work.now, frozenset({"system"}), None, brings(due)) for act, brings in moves],
    )
>>>>>>> cf9031c (wip)
