"""A document could not be served, and its head agreed to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import DeliveryState
from services.workbench.projection import remember, with_delivery

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.delivery_given_up import DeliveryGivenUp
    from services.workbench.readmodel import MatterView


async def on_delivery_given_up(heard: Heard[DeliveryGivenUp], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_delivery(view, event, state=DeliveryState.UNDELIVERABLE)

    await remember(heard, work, change, title=event.title, approved_by=event.approved_by)
