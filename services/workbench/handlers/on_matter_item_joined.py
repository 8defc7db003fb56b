"""A further item of the same person about the same facts is part of the matter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import MatterState
from services.workbench.projection import of_matter, remember, with_item
from services.workbench.readmodel import ItemView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_item_joined import MatterItemJoined
    from services.workbench.readmodel import MatterView


async def on_matter_item_joined(heard: Heard[MatterItemJoined], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        item = ItemView(
            event.item_id, event.item_no, event.channel, event.received_at, event.headcount, event.title
        )
        joined = with_item(of_matter(event)(view), item)
        # Once the matter has gone to its units, the office decides what becomes of a further claim.
        new = event.new_claims if event.state == MatterState.SCREENING else ()
        return replace(joined, claims=(*joined.claims, *new))

    await remember(heard, work, change, channel=event.channel, title=event.title)
