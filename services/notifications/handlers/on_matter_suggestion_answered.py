"""A suggestion is answered: its petitioner is told in writing (D22.1)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from services.notifications.addressee import addressee_of, sheet_of
from services.notifications.issuing import Occasion, issue
from services.notifications.organs import unit_of
from services.notifications.reviews import suggestion_answer


async def on_matter_suggestion_answered(
    heard: Heard[MatterSuggestionAnswered], work: Work, *, directory: Directory
) -> None:
    event = heard.event
    sheet = await sheet_of(work, event.matter_id)
    contact = await addressee_of(work, sheet)
    if contact is None:
        return
    occasion = Occasion(
        heard.envelope.id, event.by.role, event.county, event.matter_id, sheet.items[0], sheet.item_no
    )
    letter = suggestion_answer(event, sheet, contact, directory)
    await issue(work, letter, unit_of(directory, event.unit), contact, occasion)
