"""The investigators are named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import AssignmentView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
    from services.workbench.readmodel import MatterView


async def on_matter_handler_assigned(heard: Heard[MatterHandlerAssigned], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        shares = tuple(_named(share, event) for share in view.assignments)
        return replace(of_matter(event)(view), assignments=shares)

    await remember(
        heard, work, change, unit=event.unit, handlers="、".join(event.handlers), handover=event.handover
    )


def _named(share: AssignmentView, event: MatterHandlerAssigned) -> AssignmentView:
    return replace(share, handlers=event.handlers) if share.assignment.unit == event.unit else share
