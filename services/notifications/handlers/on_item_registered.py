"""A registered item tells who the petitioner is, and is confirmed by a receipt (D01.1)."""

from __future__ import annotations

from chassis.errors import NotYetError
from chassis.personal import KEY_COPIES
from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import Channel
from services.notifications.contacts import contact_of
from services.notifications.issuing import Occasion, issue
from services.notifications.letters import receipt
from services.notifications.organs import centre_of
from services.notifications.store import CONTACTS

# Who was there, in person or on the page, has the number and the code already: the window printed them, the page showed them.
IN_HAND = (Channel.VISIT, Channel.ONLINE, Channel.QR)


async def on_item_registered(heard: Heard[ItemRegistered], work: Work, *, directory: Directory) -> None:
    """The receipt is a courtesy copy: by mail with consent, else ready at the window for who wrote or called.

    Who handed in at an older system had it there (ADR 0027); for who left no name or no address there is nobody to wait for
    [R22 23].
    """
    item = heard.event
    contact = contact_of(item)
    if await work.load(KEY_COPIES, contact.person) is None:
        raise NotYetError(f"key:{contact.person}")
    await work.save(CONTACTS, item.item_id, contact)
    waits = item.channel not in IN_HAND and not item.incomplete
    if item.carried_over or contact.anonymous or not (contact.electronic or waits):
        return
    letter = receipt(item, contact, directory)
    occasion = Occasion(
        heard.envelope.id, item.by.role, item.county, item.matter_id, item.item_id, item.item_no
    )
    await issue(work, letter, centre_of(directory, item.county), occasion, electronic=contact.electronic)
