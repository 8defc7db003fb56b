"""The time of regret is over: a withdrawal that is still pending takes effect (row 25)."""

from __future__ import annotations

from chassis.decisions import Changed
from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.events.move_due import MoveDue
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent
from services.routing.domain.roads.withdrawing import RegretOver
from services.routing.store import MATTERS

REGRET = "C45"


async def on_move_due(heard: Heard[MoveDue], work: Work) -> None:
    """deadlines proposes; what was taken back or overtaken meanwhile stays as it is."""
    due = heard.event
    if due.clock != REGRET:
        return
    matter = await work.load(MATTERS, due.matter_id)
    wish = Intent(
        Act.WITHDRAWAL_TAKES_EFFECT, SYSTEM, work.now, frozenset({"system"}), None, RegretOver(due.started_at)
    )
    decision = decide(matter, [wish])
    if isinstance(decision, Changed):
        await work.save(MATTERS, due.matter_id, decision.state, *decision.announce)
