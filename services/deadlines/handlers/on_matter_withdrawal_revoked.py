"""A withdrawal was taken back: its time of regret falls away."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_withdrawal_revoked import MatterWithdrawalRevoked
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_withdrawal_revoked(
    heard: Heard[MatterWithdrawalRevoked], work: Work, *, law: Law
) -> None:
    """Row 25.2."""
    await keep(heard.event, said(heard, "25.2"), work, law)
