"""An attempt of service was begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import DeliveryState
from services.workbench.projection import remember, with_delivery

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.delivery_begun import DeliveryBegun
    from services.workbench.readmodel import MatterView


async def on_delivery_begun(heard: Heard[DeliveryBegun], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_delivery(view, event, state=DeliveryState.IN_SERVICE, mode=event.mode)

    await remember(heard, work, change, title=event.title, delivery_mode=event.mode)
