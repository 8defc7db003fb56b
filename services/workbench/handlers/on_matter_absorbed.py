"""Another matter came into this one: its items are shown and found here as well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chassis.errors import NotYetError
from lianjie_contracts.vocabulary import MatterState
from services.workbench.projection import of_matter, remember, with_item
from services.workbench.store import MATTERS

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
    from services.workbench.readmodel import MatterView

UNDISPATCHED = frozenset({MatterState.SCREENING, MatterState.AWAITING_INFO})


async def on_matter_absorbed(heard: Heard[MatterAbsorbed], work: Work) -> None:
    """The items as they read in the other matter, which tells of them itself: it was opened before it came in."""
    event = heard.event
    other = await work.load(MATTERS, event.absorbed)
    if other is None or not set(event.item_ids) <= other.items.keys():
        raise NotYetError(f"matter:{event.absorbed}")

    def change(view: MatterView) -> MatterView:
        joined = of_matter(event)(view)
        for item_id in event.item_ids:
            joined = with_item(joined, other.items[item_id])
        new = event.new_claims if joined.state in UNDISPATCHED else ()
        return replace(joined, claims=(*joined.claims, *new), absorbed=(*joined.absorbed, event.absorbed))

    await remember(heard, work, change, numbers="、".join(event.item_nos))
