"""A document has reached its addressee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import DeliveryState
from services.workbench.projection import remember, with_delivery

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.delivery_served import DeliveryServed
    from services.workbench.readmodel import MatterView


async def on_delivery_served(heard: Heard[DeliveryServed], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return with_delivery(
            view, event, state=DeliveryState.SERVED, mode=event.mode, courtesy=event.courtesy, served_at=event.served_at,
            proof=event.proof, reason="",
        )  # fmt: skip

    courtesy = "yes" if event.courtesy else None
    await remember(
        heard, work, change, title=event.title, delivery_mode=event.mode, proof=event.proof, courtesy=courtesy
    )
