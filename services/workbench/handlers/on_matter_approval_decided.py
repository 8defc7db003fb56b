"""A proposal has ended: it leaves the list of whoever approves, and stands in the history with its reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import MatterView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_approval_decided import MatterApprovalDecided


async def on_matter_approval_decided(heard: Heard[MatterApprovalDecided], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return replace(of_matter(event)(view), proposal=None)

    await remember(heard, work, change, act_name=event.act_name, verdict=event.verdict, reason=event.reason)
