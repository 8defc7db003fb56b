"""The office has passed the matter on: C02 stops."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_dispatched(heard: Heard[MatterDispatched], work: Work, *, law: Law) -> None:
    """Rows 6 to 6.3."""
    await keep(heard.event, said(heard, "6"), work, law)
