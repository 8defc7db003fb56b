"""A withdrawal came to nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import Withdrawal

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
    from services.workbench.readmodel import MatterView


async def on_matter_withdrawal_overtaken(heard: Heard[MatterWithdrawalOvertaken], work: Work) -> None:
    event = heard.event
    answer = event.because + event.remains

    def change(view: MatterView) -> MatterView:
        return replace(of_matter(event)(view), withdrawal=Withdrawal.OVERTAKEN, withdrawal_because=answer)

    await remember(heard, work, change, because=answer)
