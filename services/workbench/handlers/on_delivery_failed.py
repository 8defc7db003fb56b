"""An attempt of service failed; another mode may be tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import DeliveryState
from services.workbench.projection import remember, with_delivery

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.delivery_failed import DeliveryFailed
    from services.workbench.readmodel import MatterView


async def on_delivery_failed(heard: Heard[DeliveryFailed], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_delivery(view, event, state=DeliveryState.FAILED, mode=event.mode, reason=event.reason)

    await remember(heard, work, change, title=event.title, delivery_mode=event.mode, reason=event.reason)
