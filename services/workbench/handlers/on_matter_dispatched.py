"""The matter has gone to its units; each holds its share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import AssignmentView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_dispatched import MatterDispatched
    from services.workbench.readmodel import MatterView


async def on_matter_dispatched(heard: Heard[MatterDispatched], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        held = {share.assignment.assignment_id: share for share in view.assignments}
        shares = tuple(held.get(each.assignment_id) or AssignmentView(each) for each in event.assignments)
        return replace(of_matter(event)(view), assignments=shares)

    names = "、".join(each.unit_name for each in event.assignments)
    followed = "yes" if event.followed_suggestion else "no"
    road = "_simple" if event.simple else ""
    await remember(
        heard, work, change, mode=event.mode, unit=names, followed=followed + road, reason=event.reason
    )
