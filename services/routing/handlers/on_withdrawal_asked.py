"""Everybody who petitioned wants the matter withdrawn: pending from now on (row 25.1), or refused in words."""

from __future__ import annotations

from chassis.decisions import Changed
from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked
from services.routing.decide import decide
from services.routing.declining import tell
from services.routing.domain.acts import Act, Intent
from services.routing.domain.beside import WithdrawalState
from services.routing.domain.remaining import remains
from services.routing.domain.roads.withdrawing import OwnWill
from services.routing.store import MATTERS


async def on_withdrawal_asked(heard: Heard[WithdrawalAsked], work: Work) -> None:
    """intake has proved who asks; whether the matter may still be withdrawn is decided here, and always answered."""
    asked = heard.event
    matter = await work.load(MATTERS, asked.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{asked.matter_id}")
    if matter.withdrawal is WithdrawalState.PENDING:
        return
    wish = Intent(
        Act.WITHDRAW, asked.by, work.now, frozenset({asked.by.role}), None,
        OwnWill(asked.persons, asked.number, asked.reason),
    )  # fmt: skip
    decision = decide(matter, [wish])
    if isinstance(decision, Changed):
        await work.save(MATTERS, matter.matter_id, decision.state, *decision.announce)
        return
    told = MatterWithdrawalOvertaken(
        occurred_at=max(work.now, matter.last_at), matter_id=matter.matter_id, county=matter.county, office=matter.county,
        profile=matter.profile, state=matter.state, because=decision.because, remains=remains(matter, work.now),
    )  # fmt: skip
    await tell(work, matter, told)
