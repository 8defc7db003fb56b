"""A matter has gone from one colleague to another; both names stay in its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_handed_over import MatterHandedOver


async def on_matter_handed_over(heard: Heard[MatterHandedOver], work: Work) -> None:
    event = heard.event
    await remember(
        heard, work, of_matter(event), giver=event.giver.name or event.giver.id, taker=event.taker.name or event.taker.id,
        reason=event.reason,
    )  # fmt: skip
