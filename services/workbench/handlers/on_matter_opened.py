"""The matter exists: what it is, and which unit the rules propose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember, with_item
from services.workbench.readmodel import ItemView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_opened import MatterOpened
    from services.workbench.readmodel import MatterView


async def on_matter_opened(heard: Heard[MatterOpened], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        item = ItemView(
            event.item_id, event.item_no, event.channel, event.received_at, event.headcount, event.title
        )
        return replace(
            with_item(of_matter(event)(view), item), title=event.title, claims=event.claims, channel=event.channel,
            place=event.place, received_at=event.received_at, urgency=event.urgency, litigation=event.litigation_status,
            matter_class=event.matter_class, category=event.category, restricted=event.restricted,
            accused_unit=event.accused_unit, suggestion=event.suggestion, split_from=event.split_from,
        )  # fmt: skip

    suggestion = event.suggestion
    await remember(
        heard,
        work,
        change,
        unit=suggestion.unit if suggestion.sure else None,
        reasons="；".join(suggestion.reasons),
    )
