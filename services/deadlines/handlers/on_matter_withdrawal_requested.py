"""A withdrawal is pending: its 24 hours of regret begin."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_withdrawal_requested import MatterWithdrawalRequested
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_withdrawal_requested(
    heard: Heard[MatterWithdrawalRequested], work: Work, *, law: Law
) -> None:
    """Row 25.1."""
    await keep(heard.event, said(heard, "25.1"), work, law)
