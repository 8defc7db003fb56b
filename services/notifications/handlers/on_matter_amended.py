"""A matter follows what its items have become: later texts repeat it as it reads now."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_amended import MatterAmended
from services.notifications.addressee import sheet_of
from services.notifications.store import SHEETS


async def on_matter_amended(heard: Heard[MatterAmended], work: Work) -> None:
    event = heard.event
    sheet = await sheet_of(work, event.matter_id)
    claims = {claim.claim_id: claim.text for claim in event.claims}
    now = replace(
        sheet,
        title=event.title,
        claims=claims,
        place=event.place.name,
        restricted=event.restricted,
        secret=event.secret,
    )
    await work.save(SHEETS, event.matter_id, now)
