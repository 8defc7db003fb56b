"""A petitioner regrets the withdrawal: it is pending no longer (row 25.2), or has taken effect before."""

from __future__ import annotations

from chassis.decisions import Changed
from chassis.work import Heard, Work
from lianjie_contracts.events.withdrawal_taken_back import WithdrawalTakenBack
from lianjie_contracts.vocabulary import MatterState
from services.routing.decide import decide
from services.routing.declining import decline
from services.routing.domain.acts import Act, Intent
from services.routing.domain.roads.withdrawing import OwnWill
from services.routing.store import MATTERS


async def on_withdrawal_taken_back(heard: Heard[WithdrawalTakenBack], work: Work) -> None:
    """A regret that comes when the matter has ended by the withdrawal is answered; what was overtaken ran on, as is wished."""
    event = heard.event
    matter = await work.load(MATTERS, event.matter_id)
    wish = Intent(
        Act.REVOKE_WITHDRAWAL, event.by, work.now, frozenset({event.by.role}), None, OwnWill(1, event.number)
    )
    decision = decide(matter, [wish])
    if isinstance(decision, Changed):
        await work.save(MATTERS, event.matter_id, decision.state, *decision.announce)
    elif matter is not None and matter.state == MatterState.WITHDRAWN:
        await decline(work, matter, Act.REVOKE_WITHDRAWAL, event.number, decision)
