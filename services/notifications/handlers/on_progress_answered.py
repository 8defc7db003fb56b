"""A question about the matter was answered: the petitioner has it in writing, too (row PQ2, D25.2)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.progress_answered import ProgressAnswered
from services.notifications.addressee import addressee_of, contacts_of, sheet_of
from services.notifications.domain.documents import Document
from services.notifications.issuing import Occasion, issue
from services.notifications.letters import letter_of
from services.notifications.organs import centre_of
from services.notifications.texts.about import About
from services.notifications.texts.handled import as_it_stands


async def on_progress_answered(heard: Heard[ProgressAnswered], work: Work, *, directory: Directory) -> None:
    """Who left no name reads it with number and code alone."""
    event = heard.event
    sheet = await sheet_of(work, event.matter_id)
    contact = addressee_of(await contacts_of(work, sheet))
    if contact.anonymous:
        return
    organ = centre_of(directory, event.county)
    words = as_it_stands(event.text, About(sheet, directory, event.county, event.occurred_at))
    letter = letter_of(Document.PROGRESS_ANSWERED, organ, event.occurred_at, contact, words)
    occasion = Occasion(
        heard.envelope.id, event.by.role, event.county, event.matter_id, sheet.items[0], sheet.item_no
    )
    await issue(work, letter, organ, occasion, electronic=contact.electronic)
