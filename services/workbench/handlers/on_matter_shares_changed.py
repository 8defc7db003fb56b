"""Who works on a matter has changed: each unit's share as it is now, and how far it has come with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import AssignmentView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
    from services.workbench.readmodel import MatterView


async def on_matter_shares_changed(heard: Heard[MatterSharesChanged], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        held = {share.assignment.assignment_id: share for share in view.assignments}
        shares = tuple(
            replace(held[told.assignment_id], assignment=told) if told.assignment_id in held else AssignmentView(told)
            for told in event.assignments
        )  # fmt: skip
        return replace(of_matter(event)(view), assignments=shares)

    units = "、".join(each.unit_name for each in event.assignments)
    await remember(heard, work, change, moved=event.row, units=units, reason=event.reason)
