"""A withdrawal is pending until its time of regret is over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import Withdrawal

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_withdrawal_requested import MatterWithdrawalRequested
    from services.workbench.readmodel import MatterView


async def on_matter_withdrawal_requested(heard: Heard[MatterWithdrawalRequested], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return replace(of_matter(event)(view), withdrawal=Withdrawal.PENDING, withdrawal_because="")

    await remember(heard, work, change, reason=event.reason)
