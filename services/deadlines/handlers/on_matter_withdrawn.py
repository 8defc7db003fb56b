"""The matter is withdrawn: nothing is owed any more."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_withdrawn(heard: Heard[MatterWithdrawn], work: Work, *, law: Law) -> None:
    """Row 25: for every unit."""
    await keep(heard.event, replace(said(heard, "25"), assignment_id=None), work, law)
