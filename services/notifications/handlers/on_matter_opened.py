"""A matter is opened: what later texts repeat of it is kept."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_opened import MatterOpened
from services.notifications.contacts import MatterSheet
from services.notifications.store import SHEETS


async def on_matter_opened(heard: Heard[MatterOpened], work: Work) -> None:
    event = heard.event
    claims = {claim.claim_id: claim.text for claim in event.claims}
    sheet = MatterSheet(
        event.title, event.item_no, event.received_at, (event.item_id,), claims, event.channel, event.source, event.place.name,
        event.restricted, event.secret,
    )  # fmt: skip
    await work.save(SHEETS, event.matter_id, sheet)
