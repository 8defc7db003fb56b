"""The petitioner was heard: the item reads as they say it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import as_told, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.item_interviewed import ItemInterviewed


async def on_item_interviewed(heard: Heard[ItemInterviewed], work: Work) -> None:
    """What happened on the visit stays with intake: it is no fact about the matter."""
    event = heard.event
    talk = event.interview
    await remember(
        heard, work, lambda view: as_told(view, event.item), claims="；".join(talk.claims),
        read_back="signed" if talk.read_back.signed_by else "unsigned",
    )  # fmt: skip
