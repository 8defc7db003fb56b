"""A review or recheck is signed: its opinion must reach the petitioner in writing (D12, D13)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned
from services.notifications.addressee import addressee_of, sheet_of
from services.notifications.issuing import Occasion, issue
from services.notifications.reviews import organ_of, review


async def on_matter_review_signed(
    heard: Heard[MatterReviewSigned], work: Work, *, directory: Directory
) -> None:
    event = heard.event
    sheet = await sheet_of(work, event.matter_id)
    contact = await addressee_of(work, sheet)
    if contact is None:
        return
    occasion = Occasion(
        heard.envelope.id, event.by.role, event.county, event.matter_id, sheet.items[0], sheet.item_no
    )
    letter = review(event, sheet, contact, directory)
    await issue(work, letter, organ_of(event, directory), contact, occasion)
