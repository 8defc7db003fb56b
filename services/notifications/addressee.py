"""To whom a text about a matter goes."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.errors import NotYetError
from chassis.work import Work
from services.notifications.contacts import Contact, MatterSheet
from services.notifications.store import CONTACTS, SHEETS


async def sheet_of(work: Work, matter_id: str) -> MatterSheet:
    sheet = await work.load(SHEETS, matter_id)
    if sheet is None:
        raise NotYetError(f"matter:{matter_id}")
    return sheet


async def contacts_of(work: Work, sheet: MatterSheet) -> list[Contact]:
    """The petitioners of all items of the matter, that of the first one first."""
    await work.prefetch((CONTACTS, item_id) for item_id in sheet.items)
    return [await _contact(work, item_id) for item_id in sheet.items]


def addressee_of(contacts: Sequence[Contact]) -> Contact:
    """The first item's petitioner, by the newest address that person gave.

    Somebody else's item may have joined the matter: an answer never goes there for being newer.
    """
    first = contacts[0]
    own = [contact for contact in contacts if contact.person == first.person]
    return max(own, key=lambda contact: contact.registered_at)


async def _contact(work: Work, item_id: str) -> Contact:
    contact = await work.load(CONTACTS, item_id)
    if contact is None:
        raise NotYetError(f"item:{item_id}")
    return contact
