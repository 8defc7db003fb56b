"""A file came with an item: counted in the letters that papers go with, and listed in the dossier by its fingerprint."""

from __future__ import annotations

from dataclasses import replace

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.attachment_added import AttachmentAdded
from services.notifications.contacts import FileHeld
from services.notifications.store import CONTACTS


async def on_attachment_added(heard: Heard[AttachmentAdded], work: Work) -> None:
    item_id = heard.event.item_id
    contact = await work.load(CONTACTS, item_id)
    if contact is None:
        raise NotYetError(f"item:{item_id}")
    event = heard.event
    file = FileHeld(
        event.attachment_id, event.sha256, event.media_type, event.size, event.role.name, event.occurred_at
    )
    await work.save(CONTACTS, item_id, replace(contact, files=(*contact.files, file)))
