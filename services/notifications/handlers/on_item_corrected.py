"""A registration was set right: what is sent from now on goes to the person and the address as they read now."""

from __future__ import annotations

from dataclasses import replace

from chassis.errors import NotYetError
from chassis.personal import KEY_COPIES
from chassis.work import Heard, Work
from lianjie_contracts.events.item_corrected import ItemCorrected
from services.notifications.contacts import contact_of
from services.notifications.store import CONTACTS


async def on_item_corrected(heard: Heard[ItemCorrected], work: Work) -> None:
    """A text that was issued before keeps its addressee: it is a document. The next one finds the right address."""
    contact = contact_of(heard.event.item)
    if await work.load(KEY_COPIES, contact.person) is None:
        raise NotYetError(f"key:{contact.person}")
    before = await work.load(CONTACTS, heard.event.item_id)
    await work.save(CONTACTS, heard.event.item_id, replace(contact, files=before.files if before else ()))
