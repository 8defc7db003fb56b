"""An item is registered: its person and its words come from intake; the rest from routing as soon as it is heard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import as_told, on_day, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.item_registered import ItemRegistered
    from services.workbench.readmodel import MatterView


async def on_item_registered(heard: Heard[ItemRegistered], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        known = as_told(view, event)
        latest = (event.registered_at, event.by.id)
        if view.registered_at is None or (view.registered_at, view.registered_by) <= latest:
            known = replace(known, registered_by=event.by.id, registered_at=event.registered_at)
        return known

    await remember(
        heard, work, change, channel=event.channel, title=event.title, received=on_day(event.received_at)
    )
