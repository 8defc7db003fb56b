"""The front door has screened an item: what it is about, in its judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import as_told, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.item_screened import ItemScreened


async def on_item_screened(heard: Heard[ItemScreened], work: Work) -> None:
    event = heard.event
    paths = {claim.path for claim in event.screening.claims if claim.path}
    await remember(
        heard, work, lambda view: as_told(view, event.item), matter_class=event.screening.matter_class,
        path=paths.pop() if len(paths) == 1 else None,
    )  # fmt: skip
