"""The matter went into another one: its limits are void for every unit; the survivor's own run on."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_merged import MatterMerged
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_merged(heard: Heard[MatterMerged], work: Work, *, law: Law) -> None:
    await keep(heard.event, replace(said(heard, "42"), assignment_id=None), work, law)
