"""The matter is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import Withdrawal

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
    from services.workbench.readmodel import MatterView


async def on_matter_withdrawn(heard: Heard[MatterWithdrawn], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return replace(of_matter(event)(view), withdrawal=Withdrawal.CONFIRMED)

    await remember(heard, work, change)
