"""A file was added to an item: a line of the history; the bytes are asked of their owner when somebody opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.attachment_added import AttachmentAdded


async def on_attachment_added(heard: Heard[AttachmentAdded], work: Work) -> None:
    event = heard.event
    await remember(
        heard, work, lambda view: view, purpose=event.role, file_kind=event.media_type, attachment=event.attachment_id, size=str(event.size),
        sha256=event.sha256,
    )  # fmt: skip
