"""The opinion is signed: C07 is held until its service succeeds or fails."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_opinion_issued(heard: Heard[MatterOpinionIssued], work: Work, *, law: Law) -> None:
    """Row 24."""
    await keep(heard.event, said(heard, "24", heard.event.unit), work, law)
