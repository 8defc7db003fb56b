"""A unit has accepted its share of a matter: the petitioner is told in writing (D02.2, for suggestions D02.4)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.matter_accepted import MatterAccepted
from services.notifications.addressee import addressee_of, sheet_of
from services.notifications.issuing import Occasion, issue
from services.notifications.letters import acceptance
from services.notifications.organs import unit_of


async def on_matter_accepted(heard: Heard[MatterAccepted], work: Work, *, directory: Directory) -> None:
    event = heard.event
    if event.carried_over:  # told in an older system, on its day
        return
    sheet = await sheet_of(work, event.matter_id)
    contact = await addressee_of(work, sheet)
    if contact is None:
        return
    letter = acceptance(event, sheet, contact, directory)
    occasion = Occasion(
        heard.envelope.id, event.by.role, event.county, event.matter_id, sheet.items[0], sheet.item_no
    )
    await issue(work, letter, unit_of(directory, event.unit), contact, occasion)
