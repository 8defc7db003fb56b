"""A unit has signed for its share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import AssignmentView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_signed import MatterSigned
    from services.workbench.readmodel import MatterView


async def on_matter_signed(heard: Heard[MatterSigned], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        shares = tuple(_signed(share, event) for share in view.assignments)
        return replace(of_matter(event)(view), assignments=shares)

    await remember(heard, work, change, unit=event.unit)


def _signed(share: AssignmentView, event: MatterSigned) -> AssignmentView:
    return replace(share, signed_at=event.occurred_at) if share.assignment.unit == event.unit else share
