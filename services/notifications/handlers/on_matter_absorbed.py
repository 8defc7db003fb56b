"""A matter has taken another one in: its items, their people and files, are this one's from now on."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from services.notifications.addressee import sheet_of
from services.notifications.store import SHEETS


async def on_matter_absorbed(heard: Heard[MatterAbsorbed], work: Work) -> None:
    event = heard.event
    sheet = await sheet_of(work, event.matter_id)
    items = tuple(dict.fromkeys((*sheet.items, *event.item_ids)))
    claims = sheet.claims | {claim.claim_id: claim.text for claim in event.new_claims}
    await work.save(SHEETS, event.matter_id, replace(sheet, items=items, claims=claims))
