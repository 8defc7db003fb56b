"""A document is void before anybody was told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import DeliveryState
from services.workbench.projection import remember, with_delivery

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.delivery_voided import DeliveryVoided
    from services.workbench.readmodel import MatterView


async def on_delivery_voided(heard: Heard[DeliveryVoided], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_delivery(view, event, state=DeliveryState.VOIDED, reason=event.reason)

    await remember(heard, work, change, title=event.title, number=event.number, reason=event.reason)
