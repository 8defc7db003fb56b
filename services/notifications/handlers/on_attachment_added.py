"""A file came with an item: counted, for the letters that say how many papers go with them."""

from __future__ import annotations

from dataclasses import replace

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.attachment_added import AttachmentAdded
from services.notifications.store import CONTACTS


async def on_attachment_added(heard: Heard[AttachmentAdded], work: Work) -> None:
    item_id = heard.event.item_id
    contact = await work.load(CONTACTS, item_id)
    if contact is None:
        raise NotYetError(f"item:{item_id}")
    await work.save(CONTACTS, item_id, replace(contact, files=contact.files + 1))
