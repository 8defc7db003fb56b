"""An item is registered: its person and its words come from intake; the rest from routing as soon as it is heard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import MatterClass, MatterState
from services.workbench.projection import on_day, remember, with_item
from services.workbench.readmodel import ItemView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.item_registered import ItemRegistered
    from services.workbench.readmodel import MatterView


async def on_item_registered(heard: Heard[ItemRegistered], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        known = replace(with_item(view, _item(event)), secrecy=view.secrecy or event.secrecy_requested)
        latest = (event.registered_at, event.by.id)
        if view.registered_at is None or (view.registered_at, view.registered_by) <= latest:
            known = replace(known, registered_by=event.by.id, registered_at=event.registered_at)
        if view.state:
            return known
        return replace(
            known, state=MatterState.REGISTERED, title=event.title, claims=event.claims, channel=event.channel, place=event.place,
            received_at=event.received_at, urgency=event.urgency, litigation=event.litigation_status,
            matter_class=event.matter_class, restricted=event.matter_class is MatterClass.ACCUSATION,
            accused_unit=event.accused_unit, category=event.category, profile=event.profile,
        )  # fmt: skip

    await remember(
        heard, work, change, channel=event.channel, title=event.title, received=on_day(event.received_at)
    )


def _item(event: ItemRegistered) -> ItemView:
    return ItemView(
        event.item_id, event.item_no, event.channel, event.received_at, event.headcount, event.title, event.main_content,
        event.petitioner, len(event.representatives), event.query_code, event.by.name, event.desk or "",
    )  # fmt: skip
