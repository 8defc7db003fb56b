"""A document is due to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import DeliveryState
from services.workbench.projection import remember, with_delivery

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.delivery_opened import DeliveryOpened
    from services.workbench.readmodel import MatterView


async def on_delivery_opened(heard: Heard[DeliveryOpened], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_delivery(
            view, event, state=DeliveryState.SIGNED, mode=event.mode, courtesy=event.courtesy, number=event.number,
            unit=event.unit, to=event.to, to_unit=event.to_unit,
        )  # fmt: skip

    await remember(heard, work, change, title=event.title, delivery_mode=event.mode)
