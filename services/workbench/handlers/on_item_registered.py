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
        heard, work, change, channel=event.channel, title=event.title, received=on_day(event.received_at),
        old_no=event.exchange_no if event.carried_over else None, old_papers=_papers(event),
        quick_no=event.quick_report_no,
    )  # fmt: skip


def _papers(event: ItemRegistered) -> str:
    """The papers that lie in the file of an older system: name, and number or the beginning of the fingerprint."""
    papers = event.carried_over.documents if event.carried_over else ()
    return "；".join(f"{paper.name}（{paper.number or paper.sha256[:12]}）" for paper in papers)
