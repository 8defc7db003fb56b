"""A withdrawal came to nothing: its time of regret falls away, if it had begun."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_withdrawal_overtaken(
    heard: Heard[MatterWithdrawalOvertaken], work: Work, *, law: Law
) -> None:
    """Row 25.4."""
    await keep(heard.event, said(heard, "25.4"), work, law)
