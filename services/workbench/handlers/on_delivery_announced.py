"""A document is announced publicly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import DeliveryMode, DeliveryState
from services.workbench.projection import remember, with_delivery

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.delivery_announced import DeliveryAnnounced
    from services.workbench.readmodel import MatterView


async def on_delivery_announced(heard: Heard[DeliveryAnnounced], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_delivery(
            view, event, state=DeliveryState.PUBLIC_NOTICE, mode=DeliveryMode.PUBLIC, reason=""
        )

    await remember(heard, work, change, title=event.title, number=event.number, place=event.place)
