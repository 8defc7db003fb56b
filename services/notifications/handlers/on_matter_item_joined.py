"""A further item joins its matter: its petitioner may have given a newer address."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from services.notifications.addressee import sheet_of
from services.notifications.store import SHEETS


async def on_matter_item_joined(heard: Heard[MatterItemJoined], work: Work) -> None:
    event = heard.event
    sheet = await sheet_of(work, event.matter_id)
    claims = sheet.claims | {claim.claim_id: claim.text for claim in event.new_claims}
    await work.save(
        SHEETS, event.matter_id, replace(sheet, items=(*sheet.items, event.item_id), claims=claims)
    )
