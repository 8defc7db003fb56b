"""Something waits for its approval: one line of the history, and the list of whoever approves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import MatterView, ProposalView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_approval_asked import MatterApprovalAsked


async def on_matter_approval_asked(heard: Heard[MatterApprovalAsked], work: Work) -> None:
    event = heard.event
    waits = ProposalView(
        event.no, event.act, event.act_name, event.paper, event.approvers, event.by, event.occurred_at, event.put_to or "",
        event.unit,
    )  # fmt: skip

    def change(view: MatterView) -> MatterView:
        return replace(of_matter(event)(view), proposal=waits)

    await remember(heard, work, change, act_name=event.act_name)
