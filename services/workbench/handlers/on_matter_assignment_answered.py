"""A co-unit has answered its claims to the lead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import AssignmentView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_assignment_answered import MatterAssignmentAnswered
    from services.workbench.readmodel import MatterView


async def on_matter_assignment_answered(heard: Heard[MatterAssignmentAnswered], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        shares = tuple(_answered(share, event) for share in view.assignments)
        return replace(of_matter(event)(view), assignments=shares)

    await remember(heard, work, change, unit=event.unit)


def _answered(share: AssignmentView, event: MatterAssignmentAnswered) -> AssignmentView:
    if share.assignment.unit != event.unit:
        return share
    return replace(share, answered_at=event.occurred_at, answers=event.answers)
