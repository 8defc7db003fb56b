"""A limit that moves something by itself is over: what follows of it, if the matter still stands where it began."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.decisions import Changed
from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.events.move_due import MoveDue
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent, TimeIsUp
from services.routing.domain.roads.withdrawing import RegretOver
from services.routing.store import MATTERS

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
        return
    regret = act == Act.WITHDRAWAL_TAKES_EFFECT
    brings = RegretOver(due.started_at) if regret else TimeIsUp(due.clock, due.started_at, due.due_at)
    matter = await work.load(MATTERS, due.matter_id)
    wish = Intent(act, SYSTEM, work.now, frozenset({"system"}), None, brings)
    decision = decide(matter, [wish])
    if isinstance(decision, Changed):
        await work.save(MATTERS, due.matter_id, decision.state, *decision.announce)
