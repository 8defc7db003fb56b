"""A limit that moves something by itself is over: what follows of it, if the matter still stands where it began."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.events.move_due import MoveDue
from services.routing.domain.acts import Act, Intent, TimeIsUp
from services.routing.domain.roads.withdrawing import RegretOver
from services.routing.proposing import propose
from services.routing.store import MATTERS

# Which act the end of which limit is; of several texts that may wait for their service, the one that does. Rows 25, 3.5, 7.2, H3,
# 46.3, 46.4, 32, 31.4, 28.3 and 24.3. The others that end are other services' business.
MOVES: Mapping[str, tuple[str, ...]] = {
    "C10": ("window_lapsed",),
    "C13": ("window_lapsed",),
    "C16": ("hearing_window_lapsed",),
    "C22": (Act.LEAVE_SIMPLE,),
    "C23": (Act.DROP_SIMPLE,),
    "C26": ("recheck_service_not_begun", "review_service_not_begun", "service_not_begun"),
    "C40": (Act.INFO_WINDOW_LAPSED,),
    "C42": (Act.DEEM_RECEIVED,),
    "C45": (Act.WITHDRAWAL_TAKES_EFFECT,),
}


async def on_move_due(heard: Heard[MoveDue], work: Work) -> None:
    """deadlines proposes; what was done, taken back or overtaken meanwhile stays as it is."""
    due = heard.event
    acts = MOVES.get(due.clock, ())
    if not acts:
        return
    regret = acts == (Act.WITHDRAWAL_TAKES_EFFECT,)
    brings = (
        RegretOver(due.started_at)
        if regret
        else TimeIsUp(due.clock, due.started_at, due.due_at, due.assignment_id)
    )
    matter = await work.load(MATTERS, due.matter_id)
    system = frozenset({"system"})
    await propose(work, matter, [Intent(act, SYSTEM, work.now, system, None, brings) for act in acts])
